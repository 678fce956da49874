"""All facts of a statement, each worked out when first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from etterlev.notice.rules.lint.facts import breach, rights, time, web, what, who, whom, why
from etterlev.notice.rules.lint.facts.found import Found, distinct
from etterlev.notice.rules.lint.statement import Statement


class Facts:
    """What the rules decide from."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement

    @cached_property
    def controllers(self) -> list[who.Controller]:
        return who.controllers(self.statement)

    @cached_property
    def contacts(self) -> list[Found]:
        return who.contacts(self.statement)

    @cached_property
    def data(self) -> list[Found]:
        return what.data(self.statement)

    @cached_property
    def special(self) -> list[Found]:
        return what.special(self.statement)

    @cached_property
    def subjects(self) -> list[Found]:
        return what.subjects(self.statement)

    @cached_property
    def occasions(self) -> list[Found]:
        return what.occasions(self.statement)

    @cached_property
    def purposes(self) -> list[Found]:
        return what.purposes(self.statement)

    @cached_property
    def uses(self) -> list[why.Use]:
        return why.uses(self.statement)

    @cached_property
    def bases(self) -> frozenset[str]:
        """Every basis something is said to rest on."""
        return frozenset(code for use in self.uses for code in use.bases)

    @cached_property
    def systems(self) -> list[whom.System]:
        return whom.systems(self.statement, frozenset(one.name.lower() for one in self.controllers))

    @cached_property
    def sharing(self) -> whom.Sharing:
        return whom.sharing(self.statement, self.systems)

    @cached_property
    def transfers(self) -> whom.Transfers:
        return whom.transfers(self.statement)

    @cached_property
    def keeping(self) -> time.Keeping:
        return time.keeping(self.statement)

    @cached_property
    def cookies(self) -> web.Cookies:
        return web.cookies(self.statement, self.systems, self.uses)

    @cached_property
    def marketing(self) -> web.Marketing:
        return web.marketing(self.statement, self.cookies, self.uses)

    @cached_property
    def breaches(self) -> breach.Breaches:
        return breach.breaches(self.statement)

    @cached_property
    def is_marketed(self) -> bool:
        """Whether anybody is sent marketing."""
        return bool(self.marketing.sentences)

    def as_json(self) -> dict[str, list[dict[str, Any]]]:
        """What was recognised, as the report gives it."""
        return {
            "controllers": [self._controller(each) for each in self.controllers],
            "subject_categories": _json(distinct(self.subjects)),
            "data_categories": [self._data(each) for each in distinct(self.data)],
            "purposes": _json(distinct(self.purposes)),
            "legal_bases": _json(why.recognised(self.statement, self.uses)),
            "rights": _json(self._rights()),
            "systems": [self._system(each) for each in self.systems],
            "occasions": _json(distinct(self.occasions)),
            "retention": _json(self._retention()),
            "recipients": _json(distinct(self.sharing.recipients)),
            "transfers": _json(self._transfers()),
        }

    def _controller(self, each: who.Controller) -> dict[str, Any]:
        return {
            "name": f"{each.name} {each.form}".strip(),
            "organisation_number": each.number or None,
            "role": "controller",
            "line": each.sentence.line,
            "quote": each.sentence.text,
        }

    def _data(self, each: Found) -> dict[str, Any]:
        return {**each.as_json(), "special": each.id in what.SPECIAL}

    def _system(self, each: whom.System) -> dict[str, Any]:
        known = each.supplier
        return {
            "name": each.name,
            "kind": each.kind,
            "role": known.role if known else None,
            "country": known.country if known else None,
            "transfer": each.transfer,
            "mechanism": (known.mechanism or None) if known else None,
            "status": known.status if known else "unverified",
            "line": each.sentence.line,
            "quote": each.sentence.text,
        }

    def _rights(self) -> list[Found]:
        told = [(item, rights.told(self.statement, item)) for item in rights.VERBS]
        told += [("N11a2", rights.copy(self.statement)), ("N12", rights.withdrawal(self.statement))]
        told.append(("N13", rights.complaint(self.statement)))
        return [Found(item, sentence) for item, sentence in told if sentence is not None]

    def _retention(self) -> list[Found]:
        kinds = (("period", self.keeping.periods), ("law", self.keeping.laws), ("vague", self.keeping.vague))
        return [Found(kind, each) for kind, sentences in kinds for each in sentences]

    def _transfers(self) -> list[Found]:
        found = self.transfers
        kinds = (
            ("founded", found.founded),
            ("unfounded", found.unfounded),
            ("fallen", found.fallen),
            ("denied", found.denied),
        )
        return [Found(kind, each) for kind, sentences in kinds for each in sentences]


def _json(found: list[Found]) -> list[dict[str, Any]]:
    return [each.as_json() for each in found]
