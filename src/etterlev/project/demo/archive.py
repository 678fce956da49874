"""The archive in the cellar: its owner has no account, gets a letter, and answers by link with what they found."""

from __future__ import annotations

import json
import re
import urllib.request
from http import HTTPStatus
from typing import TYPE_CHECKING

from etterlev.project.command.words import _
from etterlev.project.demo.mail import text_of
from etterlev.project.demo.story import Stage, check, command
from etterlev.project.demo.visitor import Page, Visitor

if TYPE_CHECKING:
    from examples.generate import Example
    from examples.group import Staff

FOUND = "Oppdragsavtale, undertegnet 2019. Funnet i hylle 3, perm {number}.\n"
NAME = "oppdragsavtale.txt"


def keepers(made: Example) -> tuple[Staff, Staff]:
    """Who has the key to the cellar, and who steps in: neither has an account here that they need for it."""
    several = [each for each in made.staff if each.department == made.group.departments[0].slug]
    return several[-1], several[-2]


def name_the_owner(made: Example) -> None:
    """Who searches where a program cannot."""
    department = made.group.departments[0].slug
    named = [f"{each.full_name} <{each.email}>" for each in keepers(made)]
    command("source", "owner", f"{department}/archive", *named, "--days", "7")


def answer_by_link(at: Stage, made: Example) -> bytes:
    """The owner reads the letter; a scanner follows the link first; then a person answers. Returns what was sent."""
    owner, _stands_in = keepers(made)
    letter = at.mailbox.wait_for(owner.email, 1)
    at.heading(_("{name} har nøkkelen til kjelleren, og får et brev", name=owner.full_name))
    at.tell(_("Brevet: «{subject}». Hvem det gjelder, står ikke der.", subject=letter["Subject"]))
    said = f"{letter['Subject']} {text_of(letter)}"
    nina = made.cast.nina
    private = [nina.email, nina.name]
    check(not any(each in said for each in private), _("brevet sier hvem det gjelder"))
    found = re.search(r"http://\S+/oppgave/\S+", said)
    check(found is not None, _("det er ingen lenke i brevet"))
    assert found is not None
    _scanned(found.group(), private)
    at.tell(_("En e-postskanner følger lenken, med GET og HEAD: ingenting skjer, og den får ikke vite noe."))
    visitor = Visitor()
    page = visitor.get(found.group())
    page = visitor.send(page, page.form("/apne/"))
    check(nina.name in page.text, _("siden sier ikke hvem det skal letes etter"))
    content = FOUND.format(number=_folder(made, nina.customer_number)).encode()
    done = visitor.send_files(page, page.form("/svar/"), {NAME: content}, outcome="done")
    check("Takk" in done.text, _("svaret ble ikke tatt imot: {text}", text=done.text[:300]))
    at.tell(_("«Ferdig», med én fil, uten konto. Svaret kan endres til saken er avgjort."))
    return content


def take_with(page: Page) -> dict[str, tuple[str, str]]:
    """The form and number of the file in the case's page, by the end of the form's address."""
    body = page.body.decode()
    found = re.search(rf'value="(\d+)" id="f([0-9a-f-]{{36}})-\d+"[^>]*>\s*<label(?:(?!</label>).)*{NAME}', body, re.S)
    return {f"/kilde/{found.group(2)}/": (found.group(1), NAME)} if found else {}


def _scanned(link: str, private: list[str]) -> None:
    for method in ("GET", "HEAD"):
        request = urllib.request.Request(link, method=method)  # noqa: S310  # our own loopback address
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            check(answer.status == HTTPStatus.OK, _("siden bak lenken svarer ikke"))
            body = answer.read().decode()
            check(not any(each in body for each in private), _("siden sier hvem det gjelder før noen har trykket"))


def _folder(made: Example, customer_number: str) -> str:
    """Which folder it is, by the list that lies on top of the shelves."""
    path = made.source(f"archive-{made.group.departments[0].slug}").path
    folders = json.loads(path.read_text(encoding="utf-8"))["folders"]
    return next((each["number"] for each in folders if each["customer_number"] == customer_number), "A-0000")
