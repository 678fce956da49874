"""The planted database of the SQL tests: one script that SQLite and PostgreSQL both read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from etterlev.sources.contract import Identifier, IdentifierKind, Link, MappedUnit, Relation, SourceMap, Subject, Tier
from etterlev.sources.tests.contract_suite import Place, Planted

# Nina lives with Ola, writes to Per, and shares her name with customer 4. Number 22000000 is the switchboard of four.
SCRIPT: Final = """
create table address(id integer primary key, street text, city text);
create table department(id integer primary key, name text, budget integer);
create table customer(id integer primary key, name text, email text, phone text, birth_date date, national_id text,
  address_id integer references address(id), department_id integer references department(id));
create table employee(id integer primary key, name text, email text, manager_id integer references employee(id));
create table invoice(id integer primary key, customer_id integer references customer(id), amount integer,
  issued_on date);
create table invoice_line(id integer primary key, invoice_id integer references invoice(id), description text);
create table message(id integer primary key, sender_id integer references customer(id),
  recipient_id integer references customer(id), body text);
create table reaction(message_id integer references message(id), symbol text, primary key (message_id, symbol));
create table contact(id integer primary key, customer_id integer references customer(id), name text, email text);
create table newsletter(email text, topic text, since date, primary key (email, topic));
create table text_message(code text primary key, phone text, name text, body text);
create table guest(id integer primary key, given_name text, family_name text, seminar text);

insert into address values (1, 'Fjordveien 1', 'Bergen'), (2, 'Bakken 2', 'Oslo'), (3, 'Lia 3', 'Moss');
insert into department values (1, 'Regnskap', 900), (2, 'Lønn', 800);
insert into customer values
  (1, 'Nina Vik', 'Nina.Vik@Example.NO', '+47 912 34 567', '1990-05-17', '01829012345', 1, 1),
  (2, 'Ola Aas', 'ola@example.no', '22 00 00 00', '1985-01-02', null, 1, 1),
  (3, 'Per Moe', 'per@example.no', '22000000', null, null, 2, 2),
  (4, 'Nina Vik', 'en.annen@example.no', '22000000', '1971-03-04', null, 3, 1),
  (5, 'Åse Ødegård', 'ase@example.no', '0047 22 00 00 00', null, null, 2, 1);
insert into employee values (1, 'Kari Lie', 'kari@firma.example', null), (2, 'Liv Dahl', 'liv@firma.example', 1),
  (3, 'Jon Dahl', 'jon@firma.example', 2),
  (4, 'Eli Lund', 'eli@firma.example', 3);
insert into invoice values (1, 1, 100, '2024-01-01'), (2, 1, 200, '2024-02-01'), (3, 3, 300, null), (4, 4, 400, null),
  (5, 2, 500, null);
insert into invoice_line values (1, 1, 'Årsoppgjør'), (2, 1, 'Råd'), (3, 2, 'Lønn'), (4, 3, 'Moms'), (5, 4, 'Skatt');
insert into message values (1, 1, 3, 'Hei, Per'), (2, 3, 1, 'Hei, Nina'), (3, 3, 2, 'Hei, Ola');
insert into reaction values (1, '+1'), (1, 'smil'), (3, '+1');
insert into contact values (1, 1, 'Eva Vik', 'eva@example.no'), (2, 2, 'Nina Vik', 'nina.vik@jobb.example');
insert into newsletter values ('NINA.VIK@EXAMPLE.NO', 'skatt', '2023-01-01'),
  ('nina.vik@example.no', 'moms', '2023-02-01'),
  ('per@example.no', 'moms', '2022-01-01');
insert into text_message values ('b-1', '91234567', 'Nina Vik', 'Takk'), ('b-2', '91 23 45 67', null, 'Ring meg'),
  ('b-3', '22000000', 'Per Moe', 'OK');
insert into guest values (1, 'Nina', 'Vik', 'MVA'), (2, 'NINA', 'Hansen', 'MVA'), (3, 'ÅSE', 'ØDEGÅRD', 'Lønn');
"""

_K = IdentifierKind


def person(key: str, **identifiers: str) -> Subject:
    """A subject asked for by these identifiers, named by their kind."""
    return Subject(key, tuple(Identifier(_K(kind), value) for kind, value in identifiers.items()))


NINA: Final = person("nina", email="nina.vik@example.no", name="Nina Vik", phone="+4791234567", birth_date="1990-05-17")
PER: Final = person("per", email="PER@example.no")
LIV: Final = person("liv", email="liv@firma.example")


def units() -> Iterator[MappedUnit]:
    """What somebody confirmed about the tables."""
    name, email = {"name": _K.NAME}, {"email": _K.EMAIL}
    home = {"street": "address", "city": "address"}
    yield MappedUnit("address", home, {}, ("street", "city"), is_entry=False)
    yield MappedUnit("department", {"name": "organisation"}, {}, ("name",), is_entry=False)
    identifying = {**name, **email, "phone": _K.PHONE, "birth_date": _K.BIRTH_DATE, "national_id": _K.NATIONAL_ID}
    yield MappedUnit("customer", {"name": "name", "email": "email"}, identifying, ("name",), is_entry=True)
    yield MappedUnit("employee", {"name": "name", "email": "email"}, {**name, **email}, ("name",), is_entry=True)
    yield MappedUnit("invoice", {"amount": "invoices"}, {}, (), is_entry=False)
    yield MappedUnit("invoice_line", {"description": "invoices"}, {}, (), is_entry=False)
    yield MappedUnit("message", {"body": "correspondence"}, {}, (), is_entry=False)
    yield MappedUnit("reaction", {"symbol": "correspondence"}, {}, (), is_entry=False)
    yield MappedUnit("contact", {"name": "name", "email": "email"}, {**name, **email}, ("name",), is_entry=True)
    yield MappedUnit("newsletter", {"email": "email"}, email, (), is_entry=True)
    texts = {"phone": _K.PHONE, **name}
    yield MappedUnit("text_message", {"body": "correspondence"}, texts, (), is_entry=True)
    guests = {"given_name": _K.NAME, "family_name": _K.NAME}
    yield MappedUnit("guest", {"given_name": "name", "family_name": "name"}, guests, (), is_entry=True)


def confirmed(links: tuple[Link, ...], fingerprint: str) -> SourceMap:
    return SourceMap(tuple(units()), links, fingerprint)


def _rows(tier: Tier, relation: Relation, **keys: str) -> Iterator[tuple[Place, Planted]]:
    for unit, listed in keys.items():
        for key in listed.split():
            yield (unit, key), Planted(relation, tier)


def _of_nina() -> Iterator[tuple[Place, Planted]]:
    yield ("customer", "1"), Planted(values={
        "id": 1, "name": "Nina Vik", "email": "Nina.Vik@Example.NO", "phone": "+47 912 34 567",
        "birth_date": "1990-05-17",
        "national_id": "01829012345", "address_id": 1, "department_id": 1,
    })  # fmt: skip
    yield from _rows(Tier.A, Relation.OWN, invoice="1 2", invoice_line="1 2 3")
    # Her number and her name: a mother may have both.
    yield from _rows(Tier.B, Relation.OWN, text_message="b-1")
    for email, topic, since in (
        ("NINA.VIK@EXAMPLE.NO", "skatt", "2023-01-01"),
        ("nina.vik@example.no", "moms", "2023-02-01"),
    ):
        values = {"email": email, "topic": topic, "since": since}
        yield ("newsletter", f'["{email}","{topic}"]'), Planted(values=values)
    # Eva is a person of her own; Per is the other end of both messages.
    yield from _rows(Tier.A, Relation.SHARED, contact="1", message="1 2")
    for symbol in ("+1", "smil"):
        yield ("reaction", f'[1,"{symbol}"]'), Planted(Relation.SHARED, values={"message_id": 1, "symbol": symbol})
    yield ("address", "1"), Planted(Relation.SHARED, values={"street": "Fjordveien 1", "city": "Bergen"})
    yield ("department", "1"), Planted(Relation.CONTEXT, values={"name": "Regnskap"})
    yield ("customer", "3"), Planted(Relation.CONTEXT, values={"name": "Per Moe"})
    # Her number without her name, and her name without anything else of hers.
    yield from _rows(Tier.C, Relation.OWN, text_message="b-2", customer="4", guest="1", invoice="4", invoice_line="5")
    # Ola's contact bears her name: whoever it is, it is not Ola.
    yield from _rows(Tier.C, Relation.OWN, contact="2")
    yield from _rows(Tier.C, Relation.CONTEXT, address="3", customer="2")


def _of_per() -> Iterator[tuple[Place, Planted]]:
    yield ("customer", "3"), Planted()
    yield from _rows(Tier.A, Relation.OWN, invoice="3", invoice_line="4")
    yield ("newsletter", '["per@example.no","moms"]'), Planted()
    # He and Åse live at the same place; her row is not reached from his.
    yield from _rows(Tier.A, Relation.SHARED, message="1 2 3", address="2")
    for key in ('[1,"+1"]', '[1,"smil"]', '[3,"+1"]'):
        yield ("reaction", key), Planted(Relation.SHARED)
    yield from _rows(Tier.A, Relation.CONTEXT, department="2", customer="1 2")


def _of_liv() -> Iterator[tuple[Place, Planted]]:
    yield ("employee", "2"), Planted()
    yield ("employee", "1"), Planted(Relation.CONTEXT, values={"name": "Kari Lie"})
    # Whom she leads is somebody else, and nothing below them is hers.
    yield ("employee", "3"), Planted(Relation.SHARED)


def expected() -> Mapping[str, Mapping[Place, Planted]]:
    """Everything that concerns each of the people."""
    return {"nina": dict(_of_nina()), "per": dict(_of_per()), "liv": dict(_of_liv())}


# Reached only from what is above: Ola's invoice through his message, and Åse through the home she shares with Per.
BAIT: Final = frozenset({("invoice", "5"), ("customer", "5"), ("employee", "4")})
