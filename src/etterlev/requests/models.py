"""Cases, their searches and answers. What the person wrote is sealed: under the case's key at first, then the
person's.
"""

from __future__ import annotations

from uuid import UUID

from django.db import models

from etterlev.database.wall import Walled
from etterlev.law.retention_classes import RetentionClass
from etterlev.vault.fields import SealedField, SealedJSON, SealedText


class Case(Walled):
    """One request from one person to one controller."""

    class State(models.TextChoices):
        AWAITING_CODE = "awaiting_code"
        SEARCHING = "searching"
        REVIEW = "review"
        READY = "ready"
        ANSWERED = "answered"
        REFUSED = "refused"
        # Another department, another case or our client answers it.
        MOVED = "moved"
        JOINED = "joined"
        FORWARDED = "forwarded"

    UNANSWERED = (State.AWAITING_CODE, State.SEARCHING, State.REVIEW)
    WAITING_FOR_US = (State.SEARCHING, State.REVIEW)

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    department_slug = models.SlugField()
    reference = models.CharField(max_length=16)
    # What one person asked at once, in several departments or of several kinds.
    matter = models.UUIDField(null=True)
    # The department or the case that took it over.
    passed_to = models.CharField(max_length=60, blank=True)
    form_key = models.UUIDField()
    # A right of GDPR 12–22, or one of `kinds.Kind`.
    right = models.CharField(max_length=12)
    door = models.CharField(max_length=16)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=16, choices=State.choices, default=State.AWAITING_CODE)
    received_at = models.DateTimeField()
    # When the person came back after an answer: from then on this is the receipt the clock counts from.
    reopened_at = models.DateTimeField(null=True)
    email = SealedText(RetentionClass.CASE)
    name = SealedText(RetentionClass.CASE)
    message = SealedText(RetentionClass.CASE)
    link_digest = models.BinaryField(max_length=32, unique=True)
    person_id = models.UUIDField(null=True)
    identity_level = models.PositiveSmallIntegerField(null=True)
    identified_at = models.DateTimeField(null=True)
    extended_at = models.DateTimeField(null=True)
    # The day the authority has set. The law's own days are computed and never stored.
    due_on = models.DateField(null=True)
    reasons = SealedText(RetentionClass.CASE, null=True)
    refusal_ground = models.CharField(max_length=32, blank=True)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    # The days that were left when the contact was last told of the deadline.
    warned = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["controller", "form_key"], name="one_case_per_form"),
            models.UniqueConstraint(fields=["controller", "reference"], name="one_case_per_reference"),
        ]
        indexes = [
            models.Index("controller", "state", name="case_by_state"),
            models.Index("controller", "matter", name="case_by_matter"),
        ]

    @property
    def holder_id(self) -> UUID:
        """The person once known, the case itself before that."""
        return self.person_id or self.id


class Pause(Walled):
    """A question to the person that stops the clock until it is answered (Article 12(6), recital 63)."""

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pauses")
    holder_id = models.UUIDField()
    ground = models.CharField(max_length=16)
    question = SealedText(RetentionClass.CASE)
    answer = SealedText(RetentionClass.CASE, null=True)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "case"], condition=models.Q(answered_at=None), name="one_open_question"
            )
        ]


class Arrival(Walled):
    """Something that came by e-mail or letter, as it came: first to be read over, then a case's original. Sealed under
    its own key.
    """

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="arrivals", null=True)
    department_slug = models.SlugField()
    door = models.CharField(max_length=16)
    kind = models.CharField(max_length=8)
    name = SealedText(RetentionClass.CASE)
    content = SealedField(RetentionClass.CASE, null=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    facts = SealedJSON(RetentionClass.CASE, null=True)
    reasons = SealedText(RetentionClass.CASE, null=True)
    arrived_at = models.DateTimeField()
    added_at = models.DateTimeField()
    added_by = models.UUIDField()
    settled_at = models.DateTimeField(null=True)

    @property
    def holder_id(self) -> UUID:
        return self.id


class Forwarding(Walled):
    """A request that was our client's to answer, sent on to them (Article 28(3)(e)), and their receipt."""

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="forwarding")
    holder_id = models.UUIDField()
    client = SealedText(RetentionClass.CASE)
    client_email = SealedText(RetentionClass.CASE)
    words = SealedText(RetentionClass.CASE)
    link_digest = models.BinaryField(max_length=32, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)


class Code(Walled):
    """A six-digit code sent to the address a case came from."""

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="codes")
    digits = SealedText(RetentionClass.CASE)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    @property
    def holder_id(self) -> UUID:
        return self.case_id


class Search(Walled):
    """One source to be searched for one case. The row is the truth; its nudge only says that it is due."""

    class State(models.TextChoices):
        DUE = "due"
        SEARCHED = "searched"
        INCOMPLETE = "incomplete"
        SIGNED = "signed"

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="searches")
    holder_id = models.UUIDField()
    source_id = models.UUIDField()
    source_name = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DUE)
    coverage = models.JSONField(default=list)
    found = SealedJSON(RetentionClass.CASE, null=True)
    finished_at = models.DateTimeField(null=True)
    signed_by = models.UUIDField(null=True)
    gap_reasons = SealedText(RetentionClass.CASE, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["controller", "case", "source_id"], name="one_search_per_source")
        ]


class Answer(Walled):
    """The package a person may fetch once, until it expires. The bytes are sealed, and gone once they are no longer
    needed.
    """

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="answer")
    holder_id = models.UUIDField()
    package = SealedField(RetentionClass.CASE, null=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    link_digest = models.BinaryField(max_length=32, unique=True)
    links_sent = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)


class Task(Walled):
    """A source that a person must search for one case. The search row says how far the source has come; this says who
    was asked, whose turn it is, and what they said.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        DONE = "done"
        NOTHING = "nothing"
        CANNOT = "cannot"

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    search = models.OneToOneField(Search, on_delete=models.CASCADE, related_name="task")
    holder_id = models.UUIDField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    # Whose turn it is (`task_rules.Turn`), since when, for how many days, and how many reminders they have had.
    turn = models.CharField(max_length=12)
    turn_at = models.DateTimeField()
    days = models.PositiveSmallIntegerField()
    reminded = models.PositiveSmallIntegerField(default=0)
    owner = SealedJSON(RetentionClass.CASE)
    substitute = SealedJSON(RetentionClass.CASE, null=True)
    asked_at = models.DateTimeField()
    # How many answers there have been: a form that was opened before the newest of them is out of date.
    answers = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    answered_as = models.CharField(max_length=12, blank=True)
    answered_by = models.UUIDField(null=True)
    reasons = SealedText(RetentionClass.CASE, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["controller", "search"], name="one_task_per_search")]


class TaskLink(Walled):
    """A link that was sent to somebody about a task. Only its digest is kept; it works until it is closed."""

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="links")
    # The role of whoever holds it (`task_rules.Turn`).
    holder = models.CharField(max_length=12)
    digest = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class TaskFile(Walled):
    """A file somebody found by hand. The bytes are sealed, and gone once the case is decided."""

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="files")
    holder_id = models.UUIDField()
    name = SealedText(RetentionClass.CASE)
    content = SealedField(RetentionClass.CASE, null=True)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["controller", "task", "sha256"], name="one_row_per_file")]


class Number(models.Model):
    """The next number of a year's references; the one table of the room outside the wall, since references are the
    group's.
    """

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)
