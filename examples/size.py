"""How large a group is made. Everything else is the same at every size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from examples import plan

# The example numbers last for so many hundreds of persons in all.
MOST_HUNDREDS: Final = 1_200


@dataclass(frozen=True)
class Size:
    """Departments, hundreds of persons in each, and staff in all. Raises ValueError for a size that cannot be made."""

    departments: int = 3
    hundreds: int = 1
    staff: int = 20

    def __post_init__(self) -> None:
        if not 2 <= self.departments <= 10:
            raise ValueError("departments: choose from 2 to 10")
        if not 1 <= self.hundreds * self.departments <= MOST_HUNDREDS:
            raise ValueError(f"hundreds: departments times hundreds must be from 1 to {MOST_HUNDREDS}")
        if self.staff < 4 + 3 * self.departments:
            raise ValueError("staff: four in the group company and three in each department is the least")

    @property
    def people(self) -> int:
        return self.departments * self.hundreds * plan.SLOTS

    @property
    def engagements(self) -> int:
        return self.departments * self.hundreds * len(plan.ENGAGEMENTS)


GROUP: Final = Size()
LARGE: Final = Size(departments=10, hundreds=20, staff=90)
SIZES: Final = {"group": GROUP, "large": LARGE}
