"""Published versions, what checks found, who answered, and what suppliers attest and say. It only grows.

These rows are the group's and public; `controller_id` is set on a row that concerns one controller, else empty.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models

from etterlev.database.wall import Walled


class _Published(models.Model):
    """A public row of the whole group, or of one controller."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    controller_id: UUID | models.UUIDField[UUID | None, UUID | None] | None = models.UUIDField(null=True)

    class Meta:
        abstract = True


class Version(_Published):
    """The statement as it was published: one document per language, and the hash of the words each of them shows."""

    number = models.PositiveIntegerField(unique=True)
    effective_on = models.DateField()
    published_at = models.DateTimeField()
    # The log's pseudonym of whoever published.
    published_by = models.UUIDField()
    is_correction = models.BooleanField(default=False)
    documents = models.JSONField()
    # The words as HTML, as rendered that day: a later release may lay out new versions differently, never this one.
    pieces = models.JSONField()
    fragments = models.JSONField()
    change = models.JSONField()
    # Promises that were not kept on the day of publication, and that somebody answered for.
    unconfirmed = models.JSONField(default=list)
    # The same for machines (rules/linked_data.py); none in versions from before there was such a thing.
    linked = models.JSONField(null=True)


class PromiseCheck(_Published):
    """What one check found. `error` is the class of what stopped a check that could not finish."""

    code = models.CharField(max_length=40)
    state = models.CharField(max_length=16)
    figures = models.JSONField(default=dict)
    systems = models.JSONField(default=list)
    uncovered = models.JSONField(default=list)
    error = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("code", "checked_at", name="checks_of_promise")]


class PromiseAnswer(_Published):
    """A named person answers for a promise that is not kept. `words` are for the public, `reasons` for staff."""

    code = models.CharField(max_length=40)
    check_id = models.UUIDField()
    person = models.CharField(max_length=120)
    answered_by = models.UUIDField()
    reasons = models.TextField()
    words = models.JSONField()
    repaired_by_on = models.DateField(null=True)
    answered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("code", "answered_at", name="answers_of_promise")]


class Attestation(_Published):
    """A supplier's document about a system we cannot look into, with its dates."""

    code = models.CharField(max_length=40)
    system = models.CharField(max_length=120)
    person = models.CharField(max_length=120)
    document = models.CharField(max_length=200)
    given_on = models.DateField()
    expires_on = models.DateField()
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("code", "given_on", name="attestations_of_promise")]


class Telling(_Published):
    """What was decided, for one controller and one version, about telling those it concerns (Article 13(3))."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="tellings")
    tells = models.BooleanField()
    # Whether that is what the rule said; who decides otherwise gives reasons.
    was_advised = models.BooleanField()
    reasons = models.TextField(blank=True)
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "controller_id"], name="one_telling_per_controller")]


class Told(Walled):
    """One person was written to about one version: the row that lets nobody be skipped or written to twice."""

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    telling = models.ForeignKey(Telling, on_delete=models.PROTECT, related_name="told")
    person_id = models.UUIDField()
    letter_id = models.UUIDField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["telling", "person_id"], name="nobody_told_twice")]


class WatchedStatement(_Published):
    """A supplier whose statement is read again and again. Without an address somebody brings the file."""

    supplier = models.CharField(max_length=120, unique=True)
    address = models.CharField(max_length=500, blank=True)
    added_by = models.UUIDField()
    added_at = models.DateTimeField()
    # When it was last read, and what the server said then; `trouble` is the class of what stopped the last try.
    read_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=200, blank=True)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)


class WatchedVersion(_Published):
    """A supplier's statement as it read on a day, and what it changed from the version before."""

    watched = models.ForeignKey(WatchedStatement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    read_at = models.DateTimeField()
    file = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    language = models.CharField(max_length=2)
    # As rules/watch.py tells it: an empty list where nothing changed, nothing at all for the first version.
    comparison = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["watched", "number"], name="one_of_each_number_per_supplier")]


class WatchedDecision(_Published):
    """What somebody decided about what a supplier changed (Article 28(2): there is a right to object)."""

    version = models.ForeignKey(WatchedVersion, on_delete=models.PROTECT, related_name="decisions")
    choice = models.CharField(max_length=16)
    reasons = models.TextField()
    person = models.CharField(max_length=120)
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()


class RegisterDraft(_Published):
    """A register read out of a statement, on its way to being one: each row waits for somebody to look it over."""

    file = models.CharField(max_length=200)
    # A list of rows (rules/drafting), each with its state: open, confirmed or dropped.
    rows = models.JSONField()
    claims = models.JSONField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
