"""The tables of an operational programme as models: hazardous areas, activities, releases, and people hurt.

A national programme has hundreds of thousands of these rows, so only those references have an index over which
a row is looked for from the other end.
"""

from __future__ import annotations

from ploughshare.web.records.models import fields
from ploughshare.web.records.models.tables import RecordRow


class ProgrammeRow(RecordRow):
    """What every row of a programme has: the source it comes from, and when it came to be known."""

    source = fields.reference("records.Source", "source", indexed=False)
    recorded = fields.text()
    original_id = fields.text()
    note = fields.text()

    class Meta(RecordRow.Meta):
        abstract = True


class LocatedRow(ProgrammeRow):
    """What every row with a location has: where, how well that is known, and who may see it."""

    precision_m = fields.number()
    geometry_origin = fields.text()
    coordinates_as_entered = fields.text()
    reference_system_as_entered = fields.text()
    location_tier = fields.text()
    geometry = fields.geometry()

    class Meta(ProgrammeRow.Meta):
        abstract = True


class Area(LocatedRow):
    """A hazardous area, or one that needs survey."""

    name = fields.text()
    area_class = fields.text(required=True)
    hazard_types = fields.many()
    ordnance = fields.many()
    ordnance_categories = fields.many()
    hazard_depth_m = fields.number()
    identified = fields.text()
    status = fields.text(required=True)
    ended = fields.text()
    end_reason = fields.text()
    end_decided_by = fields.reference("Organisation", "end_decided_by", indexed=False)
    formed_from = fields.many()
    direct_evidence = fields.many()
    indirect_evidence = fields.many()
    area_m2 = fields.number()
    remaining_m2 = fields.number()
    found_cause = fields.text()
    women = fields.integer()
    girls = fields.integer()
    boys = fields.integer()
    men = fields.integer()
    place = fields.reference("Place", "place")
    organisation = fields.reference("Organisation", "organisation")
    source_reliability = fields.text()
    information_reliability = fields.text()
    same_as = fields.reference("Area", "same_as", indexed=False)

    class Meta(LocatedRow.Meta):
        db_table = "areas"


class AreaStatus(ProgrammeRow):
    """A change of an area's status, class or types."""

    area = fields.reference("Area", "area", required=True)
    status = fields.text(required=True)
    date = fields.text()
    reason = fields.text()
    area_class = fields.text()
    hazard_types = fields.many()
    decided_by = fields.reference("Organisation", "decided_by", indexed=False)

    class Meta(ProgrammeRow.Meta):
        db_table = "area_statuses"


class Activity(LocatedRow):
    """Survey, clearance, a spot task, marking."""

    name = fields.text()
    kind = fields.text(required=True)
    status = fields.text(required=True)
    organisation = fields.reference("Organisation", "organisation")
    areas = fields.many()
    assets = fields.many()
    hazard_types = fields.many()
    depth_m = fields.number()
    started = fields.text()
    ended = fields.text()
    area_m2 = fields.number()
    verified_by = fields.reference("Organisation", "verified_by", indexed=False)
    accepted_by = fields.reference("Organisation", "accepted_by", indexed=False)
    approved_by = fields.reference("Organisation", "approved_by", indexed=False)
    approved = fields.text()
    place = fields.reference("Place", "place")
    source_reliability = fields.text()
    information_reliability = fields.text()
    same_as = fields.reference("Activity", "same_as", indexed=False)

    class Meta(LocatedRow.Meta):
        db_table = "activities"


class Release(LocatedRow):
    """Land cancelled, reduced or cleared."""

    kind = fields.text(required=True)
    technical_asset = fields.text()
    activity = fields.reference("Activity", "activity")
    areas = fields.many()
    released = fields.text()
    area_m2 = fields.number()
    depth_m = fields.number()
    hazard_types = fields.many()
    acceptance = fields.text(required=True)
    accepted = fields.text()
    accepted_by = fields.reference("Organisation", "accepted_by", indexed=False)
    withdrawn = fields.text()
    place = fields.reference("Place", "place")
    organisation = fields.reference("Organisation", "organisation")
    source_reliability = fields.text()
    information_reliability = fields.text()
    same_as = fields.reference("Release", "same_as", indexed=False)

    class Meta(LocatedRow.Meta):
        db_table = "releases"


class Devices(ProgrammeRow):
    """Ordnance of one kind, found and destroyed in one activity."""

    activity = fields.reference("Activity", "activity")
    area = fields.reference("Area", "area")
    category = fields.text(required=True)
    ordnance = fields.reference("Ordnance", "ordnance", indexed=False)
    quantity = fields.integer()
    date = fields.text()
    depth_m = fields.number()
    condition = fields.text()
    disposal = fields.text()

    class Meta(ProgrammeRow.Meta):
        db_table = "devices"


class Find(LocatedRow):
    """Ordnance found on released land."""

    found = fields.text()
    release = fields.reference("Release", "release")
    area = fields.reference("Area", "area")
    cause = fields.text(required=True)
    category = fields.text()
    quantity = fields.integer()
    depth_m = fields.number()
    organisation = fields.reference("Organisation", "organisation", indexed=False)
    place = fields.reference("Place", "place", indexed=False)

    class Meta(LocatedRow.Meta):
        db_table = "finds"


class Inspection(ProgrammeRow):
    """Quality assurance of a process, or quality control of a product."""

    kind = fields.text(required=True)
    date = fields.text()
    activity = fields.reference("Activity", "activity")
    release = fields.reference("Release", "release")
    organisation = fields.reference("Organisation", "organisation", indexed=False)
    inspected_by = fields.reference("Organisation", "inspected_by", indexed=False)
    result = fields.text(required=True)
    nonconformity = fields.text()
    nonconformity_type = fields.text()
    measures = fields.text()
    sampled_m2 = fields.number()

    class Meta(ProgrammeRow.Meta):
        db_table = "inspections"


class Accident(LocatedRow):
    """An accident with ordnance."""

    date = fields.text()
    ordnance_category = fields.text()
    during_demining = fields.text()
    activity = fields.reference("Activity", "activity")
    killed = fields.integer()
    injured = fields.integer()
    area = fields.reference("Area", "area")
    place = fields.reference("Place", "place", indexed=False)
    organisation = fields.reference("Organisation", "organisation", indexed=False)

    class Meta(LocatedRow.Meta):
        db_table = "accidents"


class Victim(ProgrammeRow):
    """A person killed or injured."""

    accident = fields.reference("Accident", "accident")
    name = fields.text()
    address = fields.text()
    sex = fields.text()
    born = fields.text()
    age_years = fields.integer()
    age_band = fields.text()
    outcome = fields.text(required=True)
    activity = fields.text()
    tampered = fields.text()
    date = fields.text()
    ordnance_category = fields.text()
    place = fields.reference("Place", "place", indexed=False)

    class Meta(ProgrammeRow.Meta):
        db_table = "victims"


class Handover(ProgrammeRow):
    """Released land given back to those who use it."""

    area = fields.reference("Area", "area")
    releases = fields.many()
    completed = fields.text()
    handed_over = fields.text()
    done = fields.text()
    women = fields.integer()
    girls = fields.integer()
    boys = fields.integer()
    men = fields.integer()
    organisation = fields.reference("Organisation", "organisation", indexed=False)
    place = fields.reference("Place", "place", indexed=False)

    class Meta(ProgrammeRow.Meta):
        db_table = "handovers"
