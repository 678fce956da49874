"""Primary keys and the numbers made of them: shuffled by the seed, and found without remembering any."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from examples import plan
from examples.dice import Dice, Permutation
from examples.size import Size

# How many rows of each kind a hundred persons make.
PER_HUNDRED: Final = {
    "address": plan.ADDRESSES,
    "customer": len(plan.PARTIES),
    "contact_person": len(plan.CONTACT_PERSONS),
    "engagement": len(plan.ENGAGEMENTS),
    "invoice": len(plan.INVOICES),
    "invoice_line": len(plan.INVOICE_LINES),
    "note": len(plan.NOTES),
    "seminar": len(plan.SEMINARS),
    "attendance": len(plan.ATTENDANCES),
    "newsletter": len(plan.SUBSCRIPTIONS),
    "supplier": len(plan.SUPPLIERS),
    "purchase": len(plan.PURCHASES),
    "folder": len(plan.FOLDERS),
}


@dataclass(frozen=True)
class Keys:
    """The keys of every department under one seed."""

    seed: int
    size: Size
    _orders: dict[tuple[int, str], Permutation] = field(default_factory=dict, repr=False)

    def key(self, department: int, role: str, hundred: int, number: int) -> int:
        """From 1 and up, without gaps."""
        count = PER_HUNDRED[role]
        order = self._orders.get((department, role))
        if order is None:
            dice = Dice(self.seed, f"keys of {role} in {department}")
            order = self._orders[department, role] = Permutation(dice, count * self.size.hundreds)
        return 1 + order[hundred * count + number]

    def customer_number(self, department: int, hundred: int, party: int) -> str:
        return str(10_000 + self.key(department, "customer", hundred, party))

    def supplier_number(self, department: int, hundred: int, supplier: int) -> str:
        return str(50_000 + self.key(department, "supplier", hundred, supplier))

    def invoice_number(self, department: int, hundred: int, invoice: int) -> str:
        return str(20_000 + self.key(department, "invoice", hundred, invoice))
