"""Who answers for the data, as the statement names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from etterlev.notice.rules.drafting.draft import Row, RowKind, said, slug
from etterlev.notice.rules.lint import Report
from etterlev.notice.rules.lint.names import NORWEGIAN_FORMS, emails

_GROUP: Final = re.compile(
    r"\b((?:[A-ZÆØÅ][\w&.-]*\s+){1,4}?(?:[Gg]ruppen|[Gg]ruppa|[Kk]onsernet|[Gg]roup)|"
    r"(?:[A-ZÆØÅ][\wæøå]*)(?:gruppen|gruppa|konsernet))(?!\w)"
)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_EMAIL_HOST: Final = re.compile(r"@([\w-]+(?:\.[\w-]+)+)")
_PHONE: Final = re.compile(r"(?:\+\s?47\s?)?(?<!\d)(?:\d[\s\u00a0]?){8}(?!\d)")
_FORM: Final = re.compile(rf"\s+(?:{NORWEGIAN_FORMS})$")
# Sites of authorities and of others' policies say nothing about whose statement this is.
_OTHERS: Final = ("datatilsynet.no", "lovdata.no", "nettvett.no", "google.", "facebook.", "europa.eu", "altinn.no")


def group_of(report: Report) -> str:
    """The name the statement calls its group by; else the first controller's, without its form; else nothing."""
    named = Counter(found[1] for each in report.statement.sentences for found in _GROUP.finditer(each.text))
    if named:
        return named.most_common(1)[0][0]
    legal = [each["name"] for each in report.recognised["controllers"] if each["name"][:1].isupper()]
    return _FORM.sub("", legal[0]) if legal else ""


def website_of(report: Report) -> str:
    """The site the statement most often points to as its own, or that its e-mail addresses share."""
    text = [each.text for each in report.statement.sentences]
    links = [link.href for block in report.statement.blocks for link in block.links]
    hosts = [found[1].lower().removeprefix("www.") for each in (*text, *links) for found in _ADDRESS.finditer(each)]
    own = Counter(host for host in hosts if not any(other in host for other in _OTHERS))
    posts = Counter(found[1].lower() for each in text for found in _EMAIL_HOST.finditer(each))
    shared = [host for host, _ in posts.most_common() if host in own] or [host for host, _ in own.most_common(1)]
    return f"https://{shared[0]}" if shared else ""


def rows(report: Report, group: str) -> tuple[Row, ...]:
    """One row for each controller, and one for the departments that are said to be controllers without being named."""
    found = report.recognised["controllers"]
    named = [each for each in found if each["name"][:1].isupper()]
    units = [each for each in found if not each["name"][:1].isupper()]
    reach = _reach(report) if len(named) <= 1 else {}
    made = [_row(each, reach) for each in named]
    if units or not made:
        made.append(Row(RowKind.CONTROLLER, slug(group or "behandlingsansvarlig"), dict(reach), said(units)))
    # The same name with and without its number is one controller.
    made.sort(key=lambda row: len(row.document))
    return tuple({row.key: row for row in made}.values())


def _row(entry: dict[str, Any], reach: dict[str, str]) -> Row:
    document = {"legal_name": entry["name"], "organisation_number": entry["organisation_number"] or ""} | reach
    return Row(RowKind.CONTROLLER, slug(entry["name"]), {k: v for k, v in document.items() if v}, said([entry]))


def _reach(report: Report) -> dict[str, str]:
    """How the statement says it can be reached: the first of each kind."""
    return dict(reversed(list(_ways(report))))


def _ways(report: Report) -> Iterator[tuple[str, str]]:
    for each in report.recognised["contacts"]:
        quote = str(each["quote"])
        if each["id"] == "email" and (found := emails(quote)):
            yield "email", found[0]
        if each["id"] == "phone" and (number := _PHONE.search(quote)):
            yield "phone", "+47" + "".join(number[0].split())[-8:]
