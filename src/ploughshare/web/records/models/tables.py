"""The tables of the contracts as models: one row a row, one field a column, no logic.

A test holds every field against its contract (``ploughshare.record.contracts``). An id is permanent within its
record; the key that holds it apart from other records' ids is the record's code and the id: ``kp/jsa``. So a
foreign key can never reach into another record, and rows can be written without looking a key up first.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat

from ploughshare.web.records.models import fields


class Record(models.Model):
    """The record of a country or area: the fields of ``record.yaml``, and ``report.md``."""

    country = models.TextField(primary_key=True)
    format = fields.integer(required=True)
    name = fields.text(required=True)
    official_name = fields.text()
    edition = fields.text()
    reporting_year = fields.integer(required=True)
    as_of = fields.text(required=True)
    data_cut_off = fields.text()
    published = fields.text()
    languages = fields.many()
    keeper = fields.reference("Organisation", "keeper")
    title = fields.text(required=True)
    subtitle = fields.text()
    summary = fields.text()
    licence = fields.text()
    clearance_depth_m = fields.number()
    narrative = fields.text(required=True)

    class Meta:
        db_table = "records"

    def __str__(self) -> str:
        return self.country


_SLASH = Value("/", output_field=models.TextField())
_KEY_IS_RECORD_AND_ID = Q(key=Concat("record_id", _SLASH, "id"))


class RecordRow(models.Model):
    """What every row has: its key, its record, its id there, and who may see it."""

    key = models.TextField(primary_key=True)
    record = models.ForeignKey(Record, models.DO_NOTHING, related_name="+", db_column="record")
    id = models.TextField()
    tier = fields.text()

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True
        constraints = (
            models.UniqueConstraint(fields=("record", "id"), name="%(class)s_id_once_in_a_record"),
            models.CheckConstraint(condition=_KEY_IS_RECORD_AND_ID, name="%(class)s_key_is_record_and_id"),
        )

    def __str__(self) -> str:
        return self.key


class Organisation(RecordRow):
    """Who acts, reports or says."""

    name = fields.text(required=True)
    short_name = fields.text()
    roles = fields.many()
    country = fields.text()
    parent = fields.reference("Organisation", "parent")
    url = fields.text()
    note = fields.text()

    class Meta(RecordRow.Meta):
        db_table = "organisations"


class Source(RecordRow):
    """What was read, and what was cited by what was read."""

    kind = fields.text(required=True)
    title = fields.text()
    authors = fields.names()
    author_role = fields.text()
    container_title = fields.text()
    publisher = fields.reference("Organisation", "publisher")
    publisher_name = fields.text()
    issued = fields.text()
    last_updated = fields.text()
    genre = fields.text()
    number = fields.text()
    event_title = fields.text()
    event_place = fields.text()
    url = fields.text()
    language = fields.text()
    translation = fields.text()
    seen = fields.boolean(required=True)
    consent = fields.text()
    consent_basis = fields.text()
    grade_source = fields.text()
    grade_information = fields.text()
    captured_at = fields.text()
    captured_by = fields.text()
    sha256 = fields.text()
    media_type = fields.text()
    note = fields.text()

    class Meta(RecordRow.Meta):
        db_table = "sources"


class Place(RecordRow):
    """A place the record speaks of."""

    name = fields.text(required=True)
    other_names = fields.many()
    kind = fields.text(required=True)
    country = fields.text(required=True)
    parent = fields.reference("Place", "parent")
    precision_m = fields.number()
    geometry_origin = fields.text()
    note = fields.text()
    geometry = fields.geometry()

    class Meta(RecordRow.Meta):
        db_table = "places"


class Ordnance(RecordRow):
    """A type of explosive ordnance."""

    name = fields.text(required=True)
    other_names = fields.many()
    category = fields.text(required=True)
    origin = fields.text()
    casing = fields.text()
    floats = fields.text()
    note = fields.text()

    class Meta(RecordRow.Meta):
        db_table = "ordnance"


class Event(RecordRow):
    """What happened, or is said to have happened."""

    kind = fields.text(required=True)
    title = fields.text(required=True)
    summary = fields.text(required=True)
    standing = fields.text(required=True)
    happened = fields.text()
    happened_precision = fields.text(required=True)
    reported = fields.text()
    reported_precision = fields.text()
    place = fields.reference("Place", "place")
    place_relation = fields.text()
    actors = fields.many()
    ordnance = fields.many()
    hazard_types = fields.many()
    parent = fields.reference("Event", "parent")
    note = fields.text()

    class Meta(RecordRow.Meta):
        db_table = "events"


class Figure(RecordRow):
    """A question that has a figure for an answer."""

    title = fields.text(required=True)
    subject = fields.text(required=True)
    measure = fields.text(required=True)
    period = fields.text()
    place = fields.reference("Place", "place")
    event = fields.reference("Event", "event")
    organisation = fields.reference("Organisation", "organisation")
    ordnance = fields.reference("Ordnance", "ordnance")
    hazard_type = fields.text()
    method = fields.text()
    sex = fields.text()
    age_band = fields.text()
    derived_by = fields.text()
    inputs = fields.many()
    note = fields.text()

    class Meta(RecordRow.Meta):
        db_table = "figures"


class Claim(RecordRow):
    """What one asserter answers."""

    figure = fields.reference("Figure", "figure", required=True)
    state = fields.text(required=True)
    kind = fields.text()
    low = fields.number()
    best = fields.number()
    high = fields.number()
    unit = fields.text()
    rounded_to = fields.number()
    category = fields.text()
    words = fields.text()
    as_of = fields.text()
    reporter = fields.reference("Organisation", "reporter")
    reported = fields.text()
    rank = fields.text(required=True)
    rank_reason = fields.text()
    note = fields.text()

    class Meta(RecordRow.Meta):
        db_table = "claims"


class Topic(RecordRow):
    """A sourced statement that is neither an event nor a figure."""

    topic = fields.text(required=True)
    statement = fields.text(required=True)
    subject = fields.text(required=True)
    standing = fields.text(required=True)
    as_of = fields.text()
    place = fields.reference("Place", "place")
    ordnance = fields.reference("Ordnance", "ordnance")
    organisation = fields.reference("Organisation", "organisation")
    note = fields.text()

    class Meta(RecordRow.Meta):
        db_table = "topics"


class Capacity(RecordRow):
    """Who manages, surveys and clears, or that nobody does."""

    category = fields.text(required=True)
    organisation = fields.reference("Organisation", "organisation")
    answer = fields.text(required=True)
    statement = fields.text(required=True)
    period = fields.text()
    main_operator = fields.text()
    note = fields.text()

    class Meta(RecordRow.Meta):
        db_table = "capacity"


class Obligation(RecordRow):
    """What is owed, by when, and how that stands."""

    instrument = fields.text(required=True)
    title = fields.text(required=True)
    bearers = fields.many()
    due = fields.text()
    due_basis = fields.text()
    status = fields.text(required=True)
    assessed = fields.text()
    assessment = fields.text()
    event = fields.reference("Event", "event")
    note = fields.text()

    class Meta(RecordRow.Meta):
        db_table = "obligations"


class Recommendation(RecordRow):
    """What was recommended to whom."""

    number = fields.integer(required=True)
    text = fields.text(required=True)
    addressee = fields.reference("Organisation", "addressee")
    made_by = fields.reference("Organisation", "made_by", required=True)
    made = fields.text(required=True)
    topic = fields.text()
    status = fields.text(required=True)
    assessed = fields.text()
    note = fields.text()

    class Meta(RecordRow.Meta):
        db_table = "recommendations"


class Expected(RecordRow):
    """Who must report what for which period."""

    subject = fields.text(required=True)
    measure = fields.text(required=True)
    period = fields.text(required=True)
    organisation = fields.reference("Organisation", "organisation", required=True)
    due = fields.text()
    note = fields.text()

    class Meta(RecordRow.Meta):
        db_table = "expected"


class Citation(RecordRow):
    """Which row rests on which source. Why the row is named by table and id: docs/decisions."""

    cited_table = fields.text(required=True)
    cited_row = fields.text(required=True)
    source = fields.reference("Source", "source", required=True)
    locator = fields.text()
    relation = fields.text(required=True)
    via = fields.reference("Source", "via")
    via_locator = fields.text()
    root = fields.reference("Organisation", "root")
    root_state = fields.text(required=True)
    root_reason = fields.text()
    quote = fields.text()
    note = fields.text()

    class Meta(RecordRow.Meta):
        db_table = "citations"
        indexes = (models.Index(fields=("record", "cited_table", "cited_row"), name="citations_of_a_row"),)


class Flag(RecordRow):
    """What a careful reader flags in the sources."""

    flagged_table = fields.text(required=True)
    flagged_row = fields.text(required=True)
    kind = fields.text(required=True)
    message = fields.text(required=True)
    proposal = fields.text()
    status = fields.text(required=True)
    flagged = fields.text()

    class Meta(RecordRow.Meta):
        db_table = "flags"
        indexes = (models.Index(fields=("record", "flagged_table", "flagged_row"), name="flags_of_a_row"),)
