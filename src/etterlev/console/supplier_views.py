"""What our suppliers say they do: who is followed, what changed, and deciding on it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from etterlev.access import queries as access
from etterlev.access.rules import Area
from etterlev.doors import open_to
from etterlev.errors import EtterlevError
from etterlev.notice import errors, suppliers
from etterlev.notice.actions import watching
from etterlev.project.edge import language

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from etterlev.console.middleware import StaffRequest


@open_to(Area.STATEMENT)
@require_safe
def all_suppliers(request: StaffRequest) -> HttpResponse:
    """Everybody we follow, those that wait for a decision first."""
    return _list(request)


def _list(request: StaffRequest, error: EtterlevError | None = None) -> HttpResponse:
    now = timezone.now()
    found = suppliers.suppliers()
    shown = {
        "here": "statement",
        "suppliers": [(each, each.is_unread(now)) for each in found],
        "waiting": sum(bool(each.waiting) for each in found),
        "may_add": _may(request),
        "error": error and error.sentence(language()),
        "typed": request.POST if error else {},
    }
    return render(request, "console/suppliers.html", shown, status=422 if error else 200)


def _may(request: StaffRequest) -> bool:
    return bool(access.within(request.visitor.actor, Area.PUBLISH).controllers)


@open_to(Area.PUBLISH)
@require_POST
def follow_supplier(request: StaffRequest) -> HttpResponse:
    """Begin to follow a supplier: by an address that is read soon, or by a file that is read now."""
    name, address = request.POST.get("supplier", ""), request.POST.get("address", "").strip()
    file = request.FILES.get("statement")
    now = timezone.now()
    try:
        if not address and file is None:
            raise errors.SupplierUnnamed(field="address")
        if file is not None:
            watching.readable(file.read(), file.name or "")
            file.seek(0)
        added = watching.watch(name, address=address, by=request.actor, now=now)
        if file is not None:
            _take_in(request, added, file)
    except EtterlevError as error:
        return _list(request, error)
    return redirect("supplier", added)


@open_to(Area.STATEMENT)
@require_safe
def supplier(request: StaffRequest, supplier_id: UUID) -> HttpResponse:
    """One supplier: each version, what it changed, and what was decided. Raises UnknownSupplier."""
    return _show(request, supplier_id)


def _show(request: StaffRequest, supplier_id: UUID, error: EtterlevError | None = None, at: str = "") -> HttpResponse:
    found, now = suppliers.supplier(supplier_id), timezone.now()
    shown = {
        "here": "statement",
        "supplier": found,
        "is_unread": found.is_unread(now),
        "may_decide": _may(request),
        "error": error and error.sentence(language()),
        "at": at,
        "typed": request.POST if error else {},
    }
    return render(request, "console/supplier.html", shown, status=422 if error else 200)


@open_to(Area.PUBLISH)
@require_POST
def read_supplier(request: StaffRequest, supplier_id: UUID) -> HttpResponse:
    """A new version somebody brought, or a wish to have the address read now. Raises UnknownSupplier."""
    found, file = suppliers.supplier(supplier_id), request.FILES.get("statement")
    if file is None and found.address:
        watching.ask(supplier_id, by=request.actor)
        return redirect("supplier", supplier_id)
    try:
        if file is None:
            raise errors.SupplierUnnamed(field="statement")
        _take_in(request, supplier_id, file)
    except EtterlevError as error:
        return _show(request, supplier_id, error, "file")
    return redirect("supplier", supplier_id)


def _take_in(request: StaffRequest, supplier_id: UUID, file: UploadedFile[bytes]) -> None:
    watching.take_in(supplier_id, file.read(), file.name or "", by=request.actor, now=timezone.now())


@open_to(Area.PUBLISH)
@require_POST
def decide_on_supplier(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """Accept what a supplier changed, object to it, or say that it was asked about. Raises UnknownSupplier."""
    supplier_id = suppliers.of_edition(version_id)
    try:
        watching.decide(
            version_id,
            request.POST.get("choice", ""),
            reasons=request.POST.get("reasons", ""),
            person=access.card(request.staff, timezone.localdate()).name,
            by=request.actor,
            now=timezone.now(),
        )
    except EtterlevError as error:
        return _show(request, supplier_id, error, str(version_id))
    return redirect("supplier", supplier_id)
