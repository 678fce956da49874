"""Why a file was not read. Each says what is wrong with it and what to do instead."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class FileNotFound(EtterlevError):
    """Vi finner ikke filen {file}, eller får ikke lese den. Sjekk navnet og rettighetene."""

    http_status = 404


class FileTooLarge(EtterlevError):
    """Filen {file} er på {size} MB. Vi leser inntil {limit} MB; lagre teksten for seg og prøv igjen."""


class FileEmpty(EtterlevError):
    """Filen {file} er tom. Sjekk at det er riktig fil."""


class FileIsBinary(EtterlevError):
    """Filen {file} er ikke tekst. Vi leser ren tekst, Markdown, HTML, PDF og DOCX."""


class FormatNotRead(EtterlevError):
    """Filen {file} er i formatet {format}, som vi ikke leser. Lagre den som DOCX, PDF eller ren tekst."""


class FileDamaged(EtterlevError):
    """Filen {file} er skadet eller avkortet, og lar seg ikke åpne. Hent den på nytt."""


class PdfEncrypted(EtterlevError):
    """Filen {file} er låst med passord. Lagre den uten passord og prøv igjen."""


class PdfWithoutText(EtterlevError):
    """Filen {file} er skannet: den har bilder av sider, men ingen tekst. Kjør tekstgjenkjenning, eller hent
    originalen.
    """


class FileUnfolds(EtterlevError):
    """Filen {file} pakker seg ut til mer enn {limit} MB. Slike filer åpner vi ikke; finn ut hvor den kommer fra."""


class ReadingTooHeavy(EtterlevError):
    """Filen {file} krever mer tid eller minne enn vi gir en fil, og ble ikke lest. Lagre teksten for seg og prøv
    igjen.
    """
