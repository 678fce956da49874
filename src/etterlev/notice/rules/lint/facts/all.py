"""All facts of a statement, each worked out when first asked for."""

from __future__ import annotations

from functools import cached_property

from etterlev.notice.rules.lint.facts import aims, breach, time, web, what, when, where, who, whom, whose, why
from etterlev.notice.rules.lint.facts.found import Found
from etterlev.notice.rules.lint.facts.systems import System, in_use
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
        return whose.subjects(self.statement)

    @cached_property
    def occasions(self) -> list[Found]:
        return when.occasions(self.statement)

    @cached_property
    def purposes(self) -> list[Found]:
        return aims.purposes(self.statement)

    @cached_property
    def uses(self) -> list[why.Use]:
        return why.uses(self.statement)

    @cached_property
    def bases(self) -> frozenset[str]:
        """Every basis something is said to rest on."""
        return frozenset(code for use in self.uses for code in use.bases)

    @cached_property
    def systems(self) -> list[System]:
        return in_use(self.statement, frozenset(one.name.lower() for one in self.controllers))

    @cached_property
    def sharing(self) -> whom.Sharing:
        return whom.sharing(self.statement, self.systems)

    @cached_property
    def transfers(self) -> where.Transfers:
        return where.transfers(self.statement)

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
