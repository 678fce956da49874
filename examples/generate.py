"""Make the whole example in a folder: the same seed and size give the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from examples import archive, listing, register, sources, statement
from examples.facts import World
from examples.group import Group, Staff, make_group, make_staff
from examples.keys import Keys
from examples.naming import Naming
from examples.people import Block, Person, Population, Stranger
from examples.plan import NINA, OTHER_EMAIL
from examples.schema import words
from examples.size import GROUP, Size
from examples.sources import Source, sources_of
from examples.spelling import local_part
from examples.truth import Truth


@dataclass(frozen=True)
class Cast:
    """The named parts. Under another seed than 0 the parts are the same and the names are others."""

    siv: Staff
    kari: Staff
    ola: Staff
    per: Staff
    liv: Staff
    nina: Person
    nina_elsewhere: Person
    mallory: Stranger


@dataclass(frozen=True)
class Example:
    """What was made, where it is, and whose rows are whose.

    `people` are made when asked for, so that twenty thousand cost no more memory than one. `register` is the register's
    document, and `statement` the text the group had before it; `people.jsonl`, `staff.json`, `sources.json` and
    `truth.json` beside them say the same as this.
    """

    seed: int
    size: Size
    folder: Path
    register: Path
    statement: Path
    group: Group
    staff: tuple[Staff, ...]
    people: Population
    cast: Cast
    sources: tuple[Source, ...]
    truth: Truth

    def source(self, slug: str) -> Source:
        """The source with that name, such as `crm-oslo`. Raises KeyError."""
        return {each.slug: each for each in self.sources}[slug]


def generate(folder: Path, *, seed: int = 0, size: Size = GROUP) -> Example:
    """Write the example to `folder`, which is made when missing. What an earlier run left there is replaced.

    Raises OSError when the folder cannot be written to.
    """
    world = make_world(seed, size)
    folder.mkdir(parents=True, exist_ok=True)
    several = sources_of(world, folder)
    truth, cast = Truth(world, several), _cast(world)
    register.write(world, folder / "register.yaml")
    statement.write(world, folder / "personvern.txt")
    for each in several:
        if each.kind == "manual":
            archive.write(world, each.path)
        else:
            sources.write(world, each)
    listing.write_people(folder / "people.jsonl", world.people)
    listing.write_staff(folder / "staff.json", world.staff)
    listing.write_sources(folder / "sources.json", several)
    listing.write_truth(folder / "truth.json", truth, cast.mallory)
    return Example(
        seed=seed,
        size=size,
        folder=folder,
        register=folder / "register.yaml",
        statement=folder / "personvern.txt",
        group=world.group,
        staff=world.staff,
        people=world.people,
        cast=cast,
        sources=several,
        truth=truth,
    )


def make_world(seed: int, size: Size) -> World:
    """Everything that follows from the seed and the size, without writing anything."""
    naming, keys = Naming(seed), Keys(seed, size)
    group = make_group(naming, size)
    people = Population(naming, keys, size, group)
    return World(seed, size, naming, keys, group, make_staff(naming, size, group), people)


def _cast(world: World) -> Cast:
    siv, kari, ola = world.staff_of(world.group.departments[0].slug)[:3]
    elsewhere = next(slot for slot, origin in OTHER_EMAIL.items() if origin == NINA)
    strangers = words("people")["strangers"]
    name = str(strangers[world.seed % len(strangers)])
    return Cast(
        siv=siv,
        kari=kari,
        ola=ola,
        per=world.staff_of(world.group.departments[1].slug)[0],
        liv=world.staff_of(world.group.company.slug)[0],
        nina=world.people.person(Block(0, 0), NINA),
        nina_elsewhere=world.people.person(Block(1, 0), elsewhere),
        mallory=Stranger(name, f"{local_part(name.split(maxsplit=1)[0])}@example.com"),
    )
