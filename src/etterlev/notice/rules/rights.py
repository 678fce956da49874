"""The rights one by one, the right to object set apart (Article 21(4)), and where to complain."""

from __future__ import annotations

from etterlev.notice.rules.processing import interests
from etterlev.notice.rules.statement import Row, Table
from etterlev.notice.rules.writer import Sentences, Writer, as_sentence, upper_first

HOW = ("bruk-rettighetene", "kommer-fram", "frist", "identitet", "avslag")
RIGHTS = (
    "rett-innsyn",
    "rett-kopi",
    "rett-retting",
    "rett-sletting",
    "rett-begrensning",
    "rett-ta-med",
    "rett-samtykke",
    "rett-hvem-har-sett",
)
MARKETING = ("newsletter", "marketing")


def rights(writer: Writer) -> Sentences:
    return (*(each for key in (*HOW, *RIGHTS) for each in writer.say(key)), *_automated(writer))


def objection(writer: Writer) -> Sentences:
    resting = interests(writer)
    return (
        *(writer.say("protest") if resting else ()),
        *_interests(writer),
        *writer.say("markedsforing"),
        *(writer.say("markedsforing-regler") if _has_marketing(writer) else ()),
    )


def complaint(writer: Writer) -> Sentences:
    return (*writer.say("si-ifra"), *writer.say("datatilsynet"), *writer.say("domstol"))


def _automated(writer: Writer) -> Sentences:
    """What the register says of automated decisions: once when it is the same of everything, else for each activity."""
    told = [
        (upper_first(writer.text(each.name)), as_sentence(writer.text(each.automated_decisions)))
        for each in writer.own
        if each.automated_decisions
    ]
    if not told:
        return ()
    if len({text for _, text in told}) == 1:
        return writer.say("automatisk", told=told[0][1])
    rows = tuple(Row(cells) for cells in dict.fromkeys(told))
    return writer.say("automatisk-flere", table=Table((writer.label("activity"), writer.label("decisions")), rows))


def _interests(writer: Writer) -> Sentences:
    resting = [(activity, purpose) for activity, purpose in interests(writer) if purpose.interest]
    rows = dict.fromkeys(
        Row((upper_first(writer.text(activity.name)), as_sentence(writer.text(purpose.interest))))
        for activity, purpose in resting
    )
    if not rows:
        return ()
    weighed = all(purpose.balancing_test_on for _, purpose in resting)
    table = Table((writer.label("activity"), writer.label("interest-head")), tuple(rows))
    return writer.say("interesseavveining" if weighed else "interesser", table=table)


def _has_marketing(writer: Writer) -> bool:
    return any(purpose.code in MARKETING for activity in writer.own for purpose in activity.purposes)
