"""What was written for Fides becomes a proposal: categories, identities, references; and a list of what was not."""

from __future__ import annotations

import pytest

from etterlev.law import vocabulary
from etterlev.sources import fides
from etterlev.sources.contract import Description, FieldDescription, IdentifierKind, UnitDescription, proposed_map
from etterlev.sources.errors import FidesUnreadable
from etterlev.sources.fides import Left, Why, category_of, laid_over

DATASET = """
dataset:
  - fides_key: crm
    collections:
      - name: customer
        fields:
          - name: id
            data_categories: [user.unique_id]
            fides_meta: {primary_key: true}
          - name: kontakt
            data_categories: [user.contact.email]
            fides_meta: {identity: email}
          - name: heimstad
            data_categories: [system.operations, user.contact.address.city]
          - name: segment
            data_categories: [user.social]
            fides_meta: {identity: ga_client_id}
      - name: orders
        fields:
          - name: buyer
            fidesops_meta:
              references:
                - {dataset: crm, field: customer.id, direction: from}
                - {dataset: crm, field: shop.id, direction: to}
          - name: extra
            fields: [{name: inside}]
      - name: gone
        fields:
          - name: x
"""


def described(**units: str) -> Description:
    fields = {
        name: [FieldDescription(f, "text", None, 0.0, "") for f in words.split()] for name, words in units.items()
    }
    return Description(tuple(UnitDescription(n, tuple(each), None) for n, each in fields.items()), (), "sha256:x")


CRM = described(customer="id kontakt heimstad segment note", orders="id buyer extra")


def test_what_the_file_says_is_proposed_and_what_it_does_not_say_stays() -> None:
    found = laid_over(CRM, DATASET)
    proposed = proposed_map(found.description)
    customer, orders = proposed.units
    assert customer.categories == {"kontakt": "email", "heimstad": "address"}
    assert customer.identifying == {"kontakt": IdentifierKind.EMAIL}
    assert customer.is_entry
    assert orders.categories == {}
    assert [link.id for link in proposed.links] == ["orders.buyer customer.id"]
    assert (found.fields, found.links) == (6, 1)
    assert found.description.fingerprint == CRM.fingerprint


def test_what_cannot_be_translated_is_listed() -> None:
    assert laid_over(CRM, DATASET).left == (
        Left("customer.id", "user.unique_id", Why.UNKNOWN_CATEGORY),
        Left("customer.segment", "user.social", Why.UNKNOWN_CATEGORY),
        Left("customer.segment", "ga_client_id", Why.UNKNOWN_IDENTITY),
        Left("orders.buyer", "shop.id", Why.NOT_IN_SOURCE),
        Left("orders.extra", "", Why.NESTED),
        Left("gone.x", "", Why.NOT_IN_SOURCE),
    )


@pytest.mark.parametrize(
    ("path", "category"),
    [
        ("user.name.first", "name"),
        ("user.namesake", None),
        ("user.contact.address.postal_code", "address"),
        ("user.contact", None),
        ("user", None),
        ("user.financial.bank_account", "bank-account"),
        ("user.financial.anything", "payments"),
    ],
)
def test_a_path_is_ours_by_whole_words_and_the_nearest_above(path: str, category: str | None) -> None:
    assert category_of(path) == category


def test_every_category_is_one_of_the_laws_vocabulary() -> None:
    assert set(fides._CATEGORIES.values()) <= set(vocabulary.data_categories())


@pytest.mark.parametrize("direction", ["from", "to"])
@pytest.mark.parametrize("key", ["child", "parent", "neither"])
def test_the_side_with_the_key_is_the_parent_else_the_side_values_come_from(direction: str, key: str) -> None:
    mark = "fides_meta: {primary_key: true, references: [%s]}"
    reference = f"{{dataset: d, field: b.y, direction: {direction}}}"
    own = mark % reference if key == "child" else f"fides_meta: {{references: [{reference}]}}"
    others = "fides_meta: {primary_key: true}" if key == "parent" else "fides_meta: {}"
    text = f"""
dataset:
  collections:
    - name: a
      fields:
        - name: x
          {own}
    - name: b
      fields:
        - name: y
          {others}
"""
    (link,) = laid_over(described(a="x", b="y"), text).description.links
    is_below = {"child": False, "parent": True, "neither": direction == "from"}[key]
    assert link.id == ("a.x b.y" if is_below else "b.y a.x")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dataset",
        "dataset: 3",
        "dataset: []",
        "{",
        "dataset: [{fides_key: x}]",
        "a: !!python/object:os.x {}",
        "- 1",
        "\0",
    ],
)
def test_what_is_no_dataset_is_refused(text: str) -> None:
    with pytest.raises(FidesUnreadable):
        laid_over(CRM, text)


@pytest.mark.parametrize(
    "odd", ["3", "[3]", "{}", "[{name: [1]}]", "[{fields: x}]", "[{name: customer, fields: [{name: {}}]}]"]
)
def test_odd_collections_change_nothing(odd: str) -> None:
    text = f"dataset: [{{collections: {odd}}}, {{collections: [{{name: q}}]}}]"
    assert laid_over(CRM, text).description == CRM
