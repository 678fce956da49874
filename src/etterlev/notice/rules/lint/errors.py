"""Why a text is not judged: nothing is concluded from what was not understood."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class TextTooShort(EtterlevError):
    """Teksten i {file} er på bare {words} ord. Det er for lite til å være en personvernerklæring; sjekk at hele
    teksten er med.
    """


class TextIsDanish(EtterlevError):
    """Teksten i {file} er på dansk. Vi vurderer erklæringer på bokmål, nynorsk og engelsk; bruk den norske utgaven."""


class TextIsSwedish(EtterlevError):
    """Teksten i {file} er på svensk. Vi vurderer erklæringer på bokmål, nynorsk og engelsk; bruk den norske utgaven."""


class LanguageNotKnown(EtterlevError):
    """Vi kjenner ikke igjen språket i {file}. Vi vurderer erklæringer på bokmål, nynorsk og engelsk."""


class LanguagesMixed(EtterlevError):
    """Teksten i {file} er på flere språk: {languages}. Del den, og vurder én utgave om gangen."""


class TextIsMenu(EtterlevError):
    """I {file} er det bare menyer og lenker, ingen løpende tekst. Lagre siden på nytt, eller kopier teksten for seg."""


class TextIsTerms(EtterlevError):
    """Teksten i {file} er vilkår eller en avtale, ikke en personvernerklæring. Finn erklæringen, og vurder den."""


class TextIsJobAdvert(EtterlevError):
    """Teksten i {file} er en stillingsutlysning, ikke en personvernerklæring. Finn erklæringen, og vurder den."""


class TextIsSomethingElse(EtterlevError):
    """Teksten i {file} handler ikke om personopplysninger. Sjekk at det er personvernerklæringen."""
