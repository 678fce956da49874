"""A day at the desk: a forwarded e-mail becomes a case, waits for an answer, and turns out to be for our client."""

from __future__ import annotations

import re
from datetime import date
from email.message import EmailMessage
from typing import TYPE_CHECKING, Final

from etterlev.project.command.words import _
from etterlev.project.demo.mail import text_of
from etterlev.project.demo.story import Stage, check, command, signed_in
from etterlev.project.demo.visitor import Page, Visitor

if TYPE_CHECKING:
    from examples.generate import Example

NAME: Final = "Olga Ness"
EMAIL: Final = "olga.ness@example.no"
CLIENT: Final = "Bakeriet AS"
CLIENT_EMAIL: Final = "daglig.leder@bakeriet.example"


def tell(at: Stage, made: Example) -> None:
    """From the e-mail a colleague forwarded to our client's receipt."""
    at.heading(_("Kari videresender en e-post. Den blir en sak, med dagen den egentlig kom"))
    path = at.home / "videresendt.eml"
    path.write_bytes(_forwarded(made).as_bytes())
    command("request", "arrive", made.cast.siv.department, str(path))
    siv = signed_in(at, made)
    case = _registered(at, siv)
    case = _asked(at, siv, case)
    _sent_on(at, siv, case)
    _ended(at, siv)


def _ended(at: Stage, siv: Visitor) -> None:
    """The engagement ends: the list, its lines, and the confirmation."""
    page = siv.get(f"{at.console}/avslutninger/")
    last = date.today().isoformat()  # noqa: DTZ011  # the story's own day
    page = siv.send(
        page, page.form("/avslutninger/ny/"), kind="engagement", name=CLIENT, email=CLIENT_EMAIL, ended_on=last
    )
    page = siv.send(page, page.form("/opne/"))
    lines = [
        each.action for each in page.forms if re.search(r"/avslutninger/[^/]+/(?!opne|ferdig)[a-z_]+/$", each.action)
    ]
    for action in lines:
        page = siv.send(page, page.form(action), words=_("Gjort og dokumentert i dag."), outcome="done")
    page = siv.send(page, page.form("/ferdig/"))
    said = text_of(at.mailbox.wait_for(CLIENT_EMAIL, 2))
    check(said.count("\n- ") == len(lines), _("bekreftelsen sier ikke alt som er gjort"))
    at.tell(
        _(
            "Oppdraget tar slutt: {count} punkter er gjort, og {client} har fått det skriftlig.",
            count=len(lines),
            client=CLIENT,
        )
    )


def _forwarded(made: Example) -> EmailMessage:
    inner, outer = EmailMessage(), EmailMessage()
    inner["From"], inner["To"], inner["Subject"] = f"{NAME} <{EMAIL}>", made.cast.kari.email, "Lønnsslipper"
    inner["Date"] = "Fri, 20 Nov 2026 16:40:00 +0100"
    inner.set_content("Hei. Hva har dere om meg? Jeg vil gjerne ha en kopi av lønnsslippene.\n")
    outer["From"], outer["Subject"] = made.cast.kari.email, "VS: Lønnsslipper"
    outer["Date"] = "Mon, 23 Nov 2026 08:05:00 +0100"
    outer.set_content("Kan du ta denne?\n")
    outer.add_attachment(inner)
    return outer


def _registered(at: Stage, siv: Visitor) -> Page:
    page = siv.get(f"{at.console}/henvendelser/")
    check(NAME not in page.text, _("listen sier hvem det gjelder"))
    form = next(each for each in page.forms if re.search(r"/ankommet/[^/]+/$", each.action))
    page = siv.send(page, form)
    filled = page.form("/henvendelser/ny/")
    check(filled.fields.get("email") == EMAIL, _("skjemaet ble ikke fylt ut av e-posten"))
    day = filled.fields["received_on"]
    case = siv.send(page, filled, message="Hva har dere om meg? Jeg vil gjerne ha en kopi av lønnsslippene.")
    check("/henvendelser/" in case.url, _("saken ble ikke registrert: {text}", text=case.text[:300]))
    at.tell(_("Skjemaet var fylt ut: avsenderen, og dagen {day}. Originalen ligger forseglet i saken.", day=day))
    return siv.send(case, case.form("/opne/"))


def _asked(at: Stage, siv: Visitor, case: Page) -> Page:
    question = "Vi finner deg ikke blant våre kunder. Hvor har du vært ansatt?"
    case = siv.send(case, case.form("/sporsmal/"), ground="clarification", question=question)
    check("står stille" in case.text, _("fristen står ikke stille: {text}", text=case.text[:300]))
    letter = at.mailbox.wait_for(EMAIL, 2)
    link = re.search(r"http://\S+/sak/\S+", text_of(letter))
    assert link is not None
    person = Visitor()
    page = person.get(link.group())
    done = person.send(page, page.form("/svar/"), answer=f"Hos {CLIENT}.")
    check("Takk" in done.text, _("svaret ble ikke tatt imot: {text}", text=done.text[:300]))
    at.tell(_("Fristen stod stille til {name} svarte, og løper igjen.", name=NAME.split()[0]))
    outside = siv.get(re.sub(r"(/henvendelser/[^/]+/).*", r"\1", case.url))
    return siv.send(outside, outside.form("/opne/"))


def _sent_on(at: Stage, siv: Visitor, case: Page) -> None:
    done = siv.send(case, case.form("/videre/"), client=CLIENT, client_email=CLIENT_EMAIL)
    check("ikke bekreftet" in done.text, _("saken ble ikke sendt videre: {text}", text=done.text[:300]))
    letter = text_of(at.mailbox.wait_for(CLIENT_EMAIL, 1))
    check(NAME not in letter and EMAIL not in letter, _("brevet sier hvem det gjelder"))
    link = re.search(r"http://\S+/oversendt/\S+", letter)
    assert link is not None
    client = Visitor()
    page = client.get(link.group())
    check(NAME not in page.text, _("siden sier hvem det gjelder før noen har trykket"))
    page = client.send(page, page.form())
    check(NAME in page.text, _("kunden fikk ikke lese henvendelsen"))
    card = siv.get(done.url)
    check("bekreftet" in card.text and "ikke bekreftet" not in card.text, _("kvitteringen kom ikke fram"))
    at.tell(_("Hun er ansatt hos en kunde. {client} har fått henvendelsen, og har kvittert for den.", client=CLIENT))
