"""What can be wrong with a register document: each names the line, the reason and the way out."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class NotYaml(EtterlevError):
    """Filen er ikke gyldig YAML: feil ved linje {line}. Se over innrykk og anførselstegn der."""


class UnreadableRegister(EtterlevError):
    """Filen {file} kan ikke leses. Sjekk at den finnes, at den er tekst i UTF-8, og at den er mindre enn 10 MB."""


class UnknownKey(EtterlevError):
    """Linje {line}: vi kjenner ikke «{key}» her. Mente du «{nearest}»? Ingenting er lest inn."""


class RepeatedKey(EtterlevError):
    """Linje {line}: «{key}» står to ganger på samme sted. Fjern den ene. Ingenting er lest inn."""


class MissingKey(EtterlevError):
    """Linje {line}: «{key}» mangler. Fyll det ut. Ingenting er lest inn."""


class WrongShape(EtterlevError):
    """Linje {line}: «{key}» skal være {wanted}. Ingenting er lest inn."""

    spoken = frozenset({"key", "wanted"})


class UnknownWord(EtterlevError):
    """Linje {line}: «{word}» kan ikke stå i «{key}». Velg en av: {allowed}. Ingenting er lest inn."""


class TextMissing(EtterlevError):
    """Linje {line}: «{key}» mangler teksten på {language}. Hver tekst skal finnes som nb, nn og en. Ingenting er lest
    inn.
    """


class RepeatedName(EtterlevError):
    """Linje {line}: «{name}» står to ganger i «{key}». Gi den ene et annet navn. Ingenting er lest inn."""


class UnknownReference(EtterlevError):
    """Linje {line}: «{name}» i «{key}» finnes ikke ellers i registeret. Legg den til, eller rett navnet. Ingenting er
    lest inn.
    """


class InterestMissing(EtterlevError):
    """Linje {line}: formålet bygger på berettiget interesse, men sier ikke hvilken. Fyll ut «interest» (artikkel 13
    nr. 1 bokstav d). Ingenting er lest inn.
    """


class ProvisionMissing(EtterlevError):
    """Linje {line}: formålet bygger på lov eller offentlig oppgave, men sier ikke hvilken lov. Fyll ut «provision»
    (artikkel 6 nr. 3). Ingenting er lest inn.
    """


class ConditionMissing(EtterlevError):
    """Linje {line}: «{category}» er en særlig kategori, men ingen av vilkårene i artikkel 9 nr. 2 er oppgitt. Fyll ut
    «special». Ingenting er lest inn.
    """


class SafeguardMissing(EtterlevError):
    """Linje {line}: {country} er utenfor EØS, men overføringsgrunnlaget mangler. Fyll ut «transfer» (artikkel 44–49).
    Ingenting er lest inn.
    """


class RetentionMissing(EtterlevError):
    """Linje {line}: behandlingen sier ikke hvor lenge opplysningene lagres. Fyll ut «retention» (artikkel 13 nr. 2
    bokstav a). Ingenting er lest inn.
    """


class UnknownActivity(EtterlevError):
    """Registeret har ingen behandling som heter «{code}» her. Velg en fra listen."""

    http_status = 404


class NameNeeded(EtterlevError):
    """Gi behandlingen et navn, på alle tre språkene."""


class PurposeNeeded(EtterlevError):
    """Skriv minst ett formål (artikkel 30 nr. 1 bokstav b)."""


class PurposeUnfinished(EtterlevError):
    """Velg hva slags formål det er, og hva det bygger på (artikkel 6)."""


class TextInEveryLanguage(EtterlevError):
    """Skriv teksten på alle tre språkene, eller la alle tre stå tomme."""


class InterestNeeded(EtterlevError):
    """Formålet bygger på berettiget interesse. Skriv hvilken, på alle tre språkene (artikkel 13 nr. 1 bokstav d)."""


class ProvisionNeeded(EtterlevError):
    """Formålet bygger på lov eller offentlig oppgave. Skriv hvilken lov, på alle tre språkene (artikkel 6 nr. 3)."""


class SubjectsNeeded(EtterlevError):
    """Velg hvem opplysningene gjelder (artikkel 30 nr. 1 bokstav c)."""


class CategoriesNeeded(EtterlevError):
    """Velg hvilke opplysninger det er (artikkel 30 nr. 1 bokstav c)."""


class ConditionNeeded(EtterlevError):
    """Minst én av opplysningene er av en særlig kategori. Velg vilkåret i artikkel 9 nr. 2 som tillater det."""


class RetentionNeeded(EtterlevError):
    """Velg hvor lenge opplysningene lagres (artikkel 13 nr. 2 bokstav a)."""


class DayNotValid(EtterlevError):
    """Skriv datoen som åååå-mm-dd, eller la feltet stå tomt."""


class CodeNeeded(EtterlevError):
    """Gi behandlingen en kode av små bokstaver, tall og bindestrek, som «kundeforhold»."""


class CodeTaken(EtterlevError):
    """Registeret har allerede en behandling med koden «{code}» her. Velg en annen kode."""


class StaleActivity(EtterlevError):
    """Noen andre endret behandlingen mens du skrev: {fields}. Se over det som står nå, og gjør endringen på nytt."""

    http_status = 409


class ActivityIncomplete(EtterlevError):
    """Behandlingen mangler noe loven krever. Se over feltene som er merket."""


class ActivityInUse(EtterlevError):
    """Vi har personer registrert under denne behandlingen: {count}. Før dem under en annen, eller slett dem, før den
    tas ut. Ellers ville vi hatt opplysninger ingen behandling forklarer.
    """


class WhyNeeded(EtterlevError):
    """Skriv kort hvorfor, på minst {least} tegn. Det står i historikken."""


class SystemUnknown(EtterlevError):
    """Systemet «{name}» finnes ikke i registeret for {controller}. Velg et som gjør det."""


class UnknownAgreement(EtterlevError):
    """Vi finner ingen avtale her. Gå til listen over avtaler."""

    http_status = 404


class PartyNeeded(EtterlevError):
    """Skriv hvem avtalen er med."""


class OwnerNeeded(EtterlevError):
    """Skriv hvem hos dere som har ansvaret for avtalen."""


class ExpiresBeforeSigned(EtterlevError):
    """Avtalen kan ikke gå ut før den er signert. Rett en av datoene."""
