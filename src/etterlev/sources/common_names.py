"""Some of the most common given names and family names in Norway, to tell a column of people from one of things.

About every other person in a Norwegian register has one of them: enough to know a column by, and far from enough to
find a person by, which nobody should do.
"""

from __future__ import annotations

from typing import Final

_GIVEN: Final = """
    jan per bjørn ole lars kjell arne knut svein thomas hans geir tore john odd morten terje erik eirik andreas tor
    martin kristian daniel jon anders rune trond alexander fredrik henrik magnus jonas øyvind kåre håkon harald håvard
    sondre emil marius espen stian sigurd jakob oskar noah filip william oliver lucas liam isak aksel elias ludvig
    mathias tobias benjamin adrian simen sander vegard steinar roar rolf ivar einar gunnar leif ola petter pål
    nils karl olav sverre torbjørn vidar frode roger robert christian kim tom jens mohammed ahmed ali omar
    anne inger kari marit liv ingrid eva berit hilde astrid bjørg marianne anna solveig bente ida nina tone randi
    gerd maria wenche elisabeth ellen hanne camilla marte silje kristin heidi lise mona siv trine unni turid
    emma nora olivia sara sofie ella maja ingeborg sigrid frida selma live tuva thea julie emilie mia amalie hedda
    vilde martine jenny linn stine cecilie tonje line monica grete sissel gro ruth aud jorunn ragnhild
    guro åse åshild solfrid torill torunn maren helene karoline kristine mette lene laila merete signe
    helga johanne hege elin irene synnøve karin rita gunn elise vigdis fatima aisha
    """
_FAMILY: Final = """
    hansen johansen olsen larsen andersen pedersen nilsen kristiansen jensen karlsen johnsen pettersen eriksen berg
    haugen hagen johannessen andreassen jacobsen dahl jørgensen halvorsen henriksen lund sørensen jakobsen moen
    gundersen iversen svendsen strand solberg martinsen knutsen eide paulsen bakken kristoffersen mathisen lie rasmussen
    amundsen kristensen lunde bakke berge moe nygård nordmann solheim vik holm fredriksen lien nguyen hauge christensen
    andresen knudsen evensen nielsen sæther haugland aas hanssen myhre thomassen haug simonsen danielsen sandvik arnesen
    rønning næss birkeland ali antonsen ruud nordby viken ellingsen ødegård ødegaard thorsen isaksen sunde tangen
    ahmed myklebust gulbrandsen holen engen holmen tveit mohamed hammer helgesen wold tran isachsen borge foss
    carlsen bøe mikkelsen fjeld helland sørlie bråten eriksson gjerde bjerke hovland brekke sivertsen skoglund aune
    vold nordli lode hoel kvam lindberg fossum opsahl hermansen aasen ås næs ness haaland
    """
GIVEN: Final = frozenset(_GIVEN.split())
FAMILY: Final = frozenset(_FAMILY.split())
# What a row of these is about is a person, in Norwegian and English.
_PEOPLE: Final = """
    kunde customer client klient person people contact kontakt ansatt employee staff medlem member bruker user deltaker
    participant attendee eier owner abonnent subscriber mottaker recipient soker applicant kandidat guest gjest
"""
# And of these, an organisation or a part of one.
_FIRMS: Final = """
    avdeling department firma company selskap foretak virksomhet organisasjon organisation organization leverandor
    supplier vendor bank kommune arbeidsgiver employer
"""
PERSON_WORDS: Final = tuple(_PEOPLE.split())
FIRM_WORDS: Final = tuple(_FIRMS.split())
