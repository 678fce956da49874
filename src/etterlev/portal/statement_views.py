"""The statement and everything around it: why a sentence is true, earlier versions, the departments."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from etterlev.controllers import queries as controllers
from etterlev.doors import ANYONE, open_to
from etterlev.law.deadlines import oslo_date
from etterlev.notice import pdf
from etterlev.notice import queries as notice
from etterlev.notice.queries import Edition
from etterlev.notice.rules.diff import changes
from etterlev.portal import documents, statement_page, why_page
from etterlev.portal.doors import BESIDE, BY_SLUG
from etterlev.project.edge import language


@open_to(ANYONE)
@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """The version in force, each sentence with its state; or, before there is one, whom to ask."""
    now = timezone.now()
    edition = notice.in_force(oslo_date(now))
    shown = {"here": "statement", "doors": BESIDE, "marketing": BY_SLUG["markedsforing"]}
    if edition is None:
        return render(request, "portal/unpublished.html", {**shown, "controllers": controllers.controllers()})
    page = statement_page.page(edition, language(), now)
    return render(request, "portal/statement.html", {**shown, "page": page, "now": now})


@open_to(ANYONE)
@require_safe
def why(request: HttpRequest, code: str) -> HttpResponse:
    """How a sentence is checked, what the check found, and what it cannot see."""
    page = why_page.page(notice.promise(code), language(), timezone.now())
    return render(request, "portal/why.html", {"here": "statement", "page": page})


@open_to(ANYONE)
@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """Every version there has been."""
    found = notice.editions()
    today = oslo_date(timezone.now())
    shown = {"here": "statement", "editions": found, "in_force": notice.in_force(today), "today": today}
    return render(request, "portal/versions.html", shown)


@open_to(ANYONE)
@require_safe
def version(request: HttpRequest, number: int) -> HttpResponse:
    """One version, in the words it had."""
    edition = notice.edition(number)
    said = notice.pieces(edition.id, language()).values()
    title = notice.statement(edition.id, language()).title
    newest = notice.in_force(oslo_date(timezone.now()))
    shown = {"here": "statement", "edition": edition, "title": title, "said": said, "in_force": newest}
    return render(request, "portal/version.html", shown)


@open_to(ANYONE)
@require_safe
def difference(request: HttpRequest, number: int) -> HttpResponse:
    """What changed from the version before, or from the one `?fra=` names."""
    edition = notice.edition(number)
    before = notice.edition(_number(request.GET.get("fra", ""), number - 1))
    old, new = (notice.statement(each.id, language()) for each in (before, edition))
    shown = {"here": "statement", "edition": edition, "before": before, "changes": changes(old, new)}
    return render(request, "portal/difference.html", shown)


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default


@open_to(ANYONE)
@require_safe
def document(request: HttpRequest, number: int) -> HttpResponse:
    """A version as PDF."""
    return _pdf(request, notice.edition(number))


@open_to(ANYONE)
@require_safe
def newest_document(request: HttpRequest) -> HttpResponse:
    """The version in force as PDF. Raises UnknownVersion before there is one."""
    return _pdf(request, notice.in_force(oslo_date(timezone.now())) or notice.edition(1))


def _pdf(request: HttpRequest, edition: Edition) -> HttpResponse:
    return documents.document(
        request,
        pdf.of_version(edition.id, language()),
        "application/pdf",
        Content_Disposition=f'inline; filename="personvernerklaering-{edition.number}-{language()}.pdf"',
        Content_Language=language(),
    )


@open_to(ANYONE)
@require_safe
def departments(request: HttpRequest) -> HttpResponse:
    """The open directory."""
    return render(request, "portal/departments.html", {"here": "departments", "departments": controllers.departments()})


@open_to(ANYONE)
@require_safe
def department(request: HttpRequest, slug: str) -> HttpResponse:
    """One department: who answers for it, and how to reach them."""
    place = controllers.department(slug)
    return render(request, "portal/department.html", {"here": "departments", "department": place, "doors": BESIDE})
