"""From the document's text to plain values, every error with its line."""

from __future__ import annotations

from etterlev.languages import gettext_noop
from etterlev.law import vocabulary
from etterlev.law.bases import LegalBasis, SpecialCondition
from etterlev.law.retention_rules import retention_rules
from etterlev.register.document import (
    EEA,
    VERSION,
    Activity,
    ContactPoint,
    ControllerPart,
    Held,
    HeldSystem,
    Place,
    Purpose,
    Recipient,
    Register,
    Role,
    SupplierRole,
    System,
    Transfer,
)
from etterlev.register.errors import (
    ConditionMissing,
    InterestMissing,
    ProvisionMissing,
    RepeatedName,
    RetentionMissing,
    SafeguardMissing,
    UnknownReference,
    WrongShape,
)
from etterlev.register.reading import Fields, fields_of, read


def parse(text: str) -> Register:
    """A register document. Raises one of the room's errors at the first thing that is wrong."""
    top = read(text)
    top.choice("etterlev", (VERSION,))
    group = top.part("group")
    if group is None:
        raise WrongShape(line=top.line, key="group", wanted=gettext_noop("en liste med felt"))
    name, website = group.word("name"), group.word("website", "")
    group.done()
    controllers = _controllers(top)
    slugs = tuple(part.slug for part in controllers)
    systems = _systems(top, slugs)
    activities = _activities(top, slugs, frozenset(held.system.slug for held in systems))
    top.done()
    return Register(name, website, controllers, systems, activities)


def _controllers(top: Fields) -> tuple[ControllerPart, ...]:
    parts = []
    seen: set[str] = set()
    for fields in top.parts("controllers"):
        part = _controller(fields)
        for name in (part.slug, part.organisation_number, *(f"avdeling {d.slug}" for d in part.departments)):
            if name in seen:
                raise RepeatedName(line=fields.line, key="controllers", name=name)
            seen.add(name)
        parts.append(part)
    if not parts:
        raise WrongShape(
            line=top.line, key="controllers", wanted=gettext_noop("en liste med minst én behandlingsansvarlig")
        )
    return tuple(parts)


def _controller(fields: Fields) -> ControllerPart:
    contact = fields.part("contact")
    part = ControllerPart(
        slug=fields.word("slug"),
        legal_name=fields.word("legal_name"),
        organisation_number=fields.word("organisation_number").replace(" ", ""),
        postal_address=fields.word("postal_address"),
        email=fields.word("email"),
        phone=fields.word("phone", ""),
        language=fields.choice("language", ("nb", "nn", "en"), default="nb"),
        is_group=fields.flag("is_group"),
        contact=None if contact is None else _contact(contact),
        departments=tuple(_place(place) for place in fields.parts("departments")),
    )
    fields.done()
    return part


def _contact(fields: Fields) -> ContactPoint:
    contact = ContactPoint(
        fields.word("name"), fields.word("email"), fields.word("phone", ""), fields.flag("is_data_protection_officer")
    )
    fields.done()
    return contact


def _place(fields: Fields) -> Place:
    place = Place(fields.word("slug"), fields.word("name"), fields.word("place"))
    fields.done()
    return place


def _whom(fields: Fields, slugs: tuple[str, ...]) -> tuple[str, ...]:
    """`controllers: [oslo]`, or every controller when it is left out."""
    for word, line in fields.placed_words("controllers"):
        if word not in slugs:
            raise UnknownReference(line=line, key="controllers", name=word)
    chosen = fields.words("controllers") or slugs
    return tuple(slug for slug in slugs if slug in chosen)


def _systems(top: Fields, slugs: tuple[str, ...]) -> tuple[HeldSystem, ...]:
    systems: list[HeldSystem] = []
    for fields in top.parts("systems"):
        held = HeldSystem(_whom(fields, slugs), _system(fields))
        _once(
            held.system.slug,
            held.controllers,
            [(s.system.slug, s.controllers) for s in systems],
            fields.line,
            "systems",
        )
        systems.append(held)
    return tuple(systems)


def _system(fields: Fields) -> System:
    country = fields.word("country").upper()
    if len(country) != 2 or not country.isascii() or not country.isalpha():
        raise WrongShape(
            line=fields.line_at("country"), key="country", wanted=gettext_noop("en landkode på to bokstaver, som NO")
        )
    if country not in EEA and not fields.has("transfer"):
        raise SafeguardMissing(line=fields.line_at("country"), country=country)
    system = System(
        slug=fields.word("slug"),
        name=fields.word("name"),
        supplier=fields.word("supplier"),
        role=fields.one_of("role", SupplierRole),
        country=country,
        purpose=fields.text("purpose"),
        transfer=fields.one_of("transfer", Transfer) if fields.has("transfer") else None,
        agreement_signed_on=fields.day("agreement_signed_on"),
    )
    fields.done()
    return system


def _once(
    name: str, controllers: tuple[str, ...], seen: list[tuple[str, tuple[str, ...]]], line: int, key: str
) -> None:
    """The same name may stand twice only for different controllers."""
    for other, held in seen:
        if other == name and set(held) & set(controllers):
            raise RepeatedName(line=line, key=key, name=name)


def _activities(top: Fields, slugs: tuple[str, ...], systems: frozenset[str]) -> tuple[Held, ...]:
    activities: list[Held] = []
    for fields in top.parts("activities"):
        held = Held(_whom(fields, slugs), _activity(fields, systems))
        _once(
            held.activity.code,
            held.controllers,
            [(a.activity.code, a.controllers) for a in activities],
            fields.line,
            "activities",
        )
        activities.append(held)
    return tuple(activities)


def _activity(fields: Fields, systems: frozenset[str]) -> Activity:
    for word, line in fields.placed_words("systems"):
        if word not in systems:
            raise UnknownReference(line=line, key="systems", name=word)
    role = fields.one_of("role", Role)
    activity = Activity(
        code=fields.word("code"),
        name=fields.text("name"),
        role=role,
        purposes=tuple(_purpose(part) for part in fields.parts("purposes")),
        subjects=fields.many_of(
            "subjects", vocabulary.subject_categories().__contains__, lambda: tuple(vocabulary.subject_categories())
        ),
        categories=fields.many_of(
            "categories", vocabulary.data_categories().__contains__, lambda: tuple(vocabulary.data_categories())
        ),
        special=tuple(
            SpecialCondition(word) for word in fields.many_of("special", _is_condition, lambda: tuple(SpecialCondition))
        ),
        special_provision=fields.optional_text("special_provision"),
        sources=fields.texts("sources"),
        recipients=tuple(_recipient(part) for part in fields.parts("recipients")),
        systems=fields.words("systems"),
        retention=fields.many_of("retention", retention_rules().__contains__, lambda: tuple(retention_rules())),
        security=fields.texts("security"),
        obligation=fields.optional_text("obligation"),
        automated_decisions=fields.optional_text("automated_decisions"),
        reviewed_on=fields.day("reviewed_on"),
    )
    fields.done()
    _complete(activity, fields)
    return activity


def _complete(activity: Activity, fields: Fields) -> None:
    """What the law asks of every activity before anything may be stored under it."""
    if not activity.purposes:
        raise WrongShape(line=fields.line, key="purposes", wanted=gettext_noop("en liste med minst ett formål"))
    if not activity.retention:
        raise RetentionMissing(line=fields.line)
    special = [code for code in activity.categories if vocabulary.data_categories()[code].is_special]
    if special and not activity.special:
        raise ConditionMissing(line=fields.line_at("categories"), category=special[0])


def _purpose(fields: Fields) -> Purpose:
    purpose = Purpose(
        code=fields.choice("code", tuple(vocabulary.purposes())),
        text=fields.text("text"),
        basis=fields.one_of("basis", LegalBasis),
        interest=fields.optional_text("interest"),
        provision=fields.optional_text("provision"),
        balancing_test_on=fields.day("balancing_test_on"),
    )
    fields.done()
    if purpose.basis is LegalBasis.LEGITIMATE_INTEREST and purpose.interest is None:
        raise InterestMissing(line=fields.line)
    if purpose.basis in (LegalBasis.LEGAL_OBLIGATION, LegalBasis.PUBLIC_TASK) and purpose.provision is None:
        raise ProvisionMissing(line=fields.line)
    return purpose


def _recipient(fields: Fields) -> Recipient:
    recipient = Recipient(fields.text("name"))
    fields.done()
    return recipient


def _is_condition(word: str) -> bool:
    return word in set(SpecialCondition)


def activity_of(document: object) -> Activity:
    """An activity as a row holds it. What was checked at import is checked again: the register may have been edited."""
    fields = fields_of(document, "activities")
    return _activity(fields, frozenset(fields.words("systems")))


def system_of(document: object) -> System:
    """A system as a row holds it."""
    return _system(fields_of(document, "systems"))
