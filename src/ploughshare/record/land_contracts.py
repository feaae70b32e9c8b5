"""The table contracts of an operational programme: hazardous areas, survey, clearance and release, and people hurt.

What each must hold follows the minimum data of the GICHD (draft requirements of 2018). Every row comes from a
``source``, often a programme's export with its date, and keeps when it was ``recorded``: an account can be posted
as it was known at a date.

Two tiers stand on a located row: ``tier`` is the row's, ``location_tier`` that of its geometry and of its
coordinates as they were entered. Where hazards lie is restricted unless somebody opens it.
"""

from __future__ import annotations

from ploughshare.record import columns
from ploughshare.record.columns import Column, Format, Table, Type

__all__ = ["LAND_TABLES", "LOCATION_COLUMNS"]

_ORIGIN = (
    columns.reference("source", "sources", "The document, form or export the row comes from."),
    columns.date("recorded", "When it came to be known to the programme: the export's or the form's date."),
    columns.text("original_id", "Its id in that source, by which a later export updates it."),
)


def _same_as(table: str) -> Column:
    return columns.reference(
        "same_as",
        table,
        "The row that stands for the same thing in the account; this one is another's telling of it and adds nothing.",
    )


_HOW_LOCATED = (
    Column("precision_m", Type.NUMBER, "How far the drawn outline may be from the true one.", unit="m"),
    columns.text("geometry_origin", "Where the geometry comes from, or how it was mended and by whom."),
    columns.text("coordinates_as_entered", "The coordinates as they were typed, turning points and all."),
    columns.text("reference_system_as_entered", "Their reference system as it was stated: a name or EPSG code."),
    columns.term(
        "location_tier",
        "tiers",
        "Who may see where it is: geometry and coordinates as entered. Empty means restricted.",
    ),
)
LOCATION_COLUMNS = ("geometry", "coordinates_as_entered", "geometry_origin", "reference_system_as_entered")
"""What tells where a located row lies, and leaves it where ``location_tier`` is above the audience's."""


def _geometry(description: str) -> Column:
    return Column("geometry", Type.GEOMETRY, description)


def _count(name: str, description: str) -> Column:
    return Column(name, Type.INTEGER, description)


def _people(what: str) -> tuple[Column, ...]:
    return tuple(_count(name, f"{name.capitalize()} {what}; empty where not counted.") for name in _SEXES_AND_AGES)


_SEXES_AND_AGES = ("women", "girls", "boys", "men")

AREAS = Table(
    "areas",
    "areas.geojson",
    Format.GEOJSON,
    "Hazardous areas, suspected and confirmed, and areas that need survey, as the programme holds them.",
    (
        columns.id_of("area"),
        columns.text("name", "Name or number used by the programme."),
        columns.term("area_class", "area_classes", "Suspected, confirmed, or in need of survey.", required=True),
        columns.term("hazard_types", "hazard_types", "Types of hazard; empty where not stated.", many=True),
        columns.reference("ordnance", "ordnance", "Types of ordnance suspected or confirmed.", many=True),
        columns.term("ordnance_categories", "ordnance_categories", "Categories of device in it.", many=True),
        Column("hazard_depth_m", Type.NUMBER, "Depth to which ordnance is expected; empty where not stated.", unit="m"),
        columns.date("identified", "When it was identified, to the precision known; empty where undated."),
        columns.term("status", "area_states", "How it stands now.", required=True),
        columns.date("ended", "The day on which its record ended without a release; needs a day to count."),
        columns.term("end_reason", "area_ends", "Why its record ended without a release."),
        columns.reference("end_decided_by", "organisations", "Who decided that; without it the area stays."),
        columns.reference("formed_from", "areas", "The areas it was split, merged or redrawn from.", many=True),
        columns.term("direct_evidence", "evidence_kinds", "Direct evidence of contamination.", many=True),
        columns.term("indirect_evidence", "evidence_kinds", "Indirect evidence of contamination.", many=True),
        Column("area_m2", Type.NUMBER, "Its area as stated.", unit="m2"),
        Column("remaining_m2", Type.NUMBER, "What remains of it, as stated.", unit="m2"),
        columns.term(
            "found_cause", "find_causes", "For hazard on land that had been released: how it came to be there."
        ),
        *_people("who would use the land"),
        columns.reference("place", "places", "The province, district or settlement it is in."),
        columns.reference("organisation", "organisations", "Who surveyed or reported it."),
        columns.term("source_reliability", "source_grades", "Reliability of who said so, A-F."),
        columns.term("information_reliability", "information_grades", "Credibility of what was said, 1-6."),
        _same_as("areas"),
        *_ORIGIN,
        *_HOW_LOCATED,
        columns.note(),
        columns.tier(),
        _geometry("WGS 84 outline; null where the location is unknown: a hazard all the same."),
    ),
    optional=True,
)

AREA_STATUSES = Table(
    "area_statuses",
    "area_statuses.csv",
    Format.CSV,
    "The history of an area: each change of its status, class or types, when, why and by whom. Rows are only added.",
    (
        columns.id_of("change of status"),
        columns.reference("area", "areas", "The area.", required=True),
        columns.term("status", "area_states", "Its status from then on.", required=True),
        columns.date("date", "From when."),
        columns.text("reason", "Why."),
        columns.term("area_class", "area_classes", "Its class from then on, where that changed."),
        columns.term(
            "hazard_types", "hazard_types", "Its types of hazard from then on, where they changed.", many=True
        ),
        columns.reference("decided_by", "organisations", "Who decided it."),
        *_ORIGIN,
        columns.note(),
        columns.tier(),
    ),
    optional=True,
)

ACTIVITIES = Table(
    "activities",
    "activities.geojson",
    Format.GEOJSON,
    "Survey, clearance, spot tasks, marking: what was done, by whom, with what, to which depth and against what.",
    (
        columns.id_of("activity"),
        columns.text("name", "Name or number of the task."),
        columns.term("kind", "activity_kinds", "What kind of activity it is.", required=True),
        columns.term("status", "activity_statuses", "How it stands.", required=True),
        columns.reference("organisation", "organisations", "Who carries it out."),
        columns.reference("areas", "areas", "The areas it is about.", many=True),
        columns.term(
            "assets", "asset_kinds", "Survey and clearance assets used; none for non-technical survey.", many=True
        ),
        columns.term("hazard_types", "hazard_types", "Types of hazard its method covers.", many=True),
        Column("depth_m", Type.NUMBER, "Depth searched.", unit="m"),
        columns.date("started", "When it began."),
        columns.date("ended", "When it ended."),
        Column("area_m2", Type.NUMBER, "Area worked, as stated; a spot task may have none.", unit="m2"),
        columns.reference("verified_by", "organisations", "Who verified it: first of three stages of sign-off."),
        columns.reference("accepted_by", "organisations", "Who accepted it: the second."),
        columns.reference("approved_by", "organisations", "Which authority approved it: the third."),
        columns.date("approved", "When it was approved."),
        columns.reference("place", "places", "The province, district or settlement it is in."),
        columns.term("source_reliability", "source_grades", "Reliability of who said so, A-F."),
        columns.term("information_reliability", "information_grades", "Credibility of what was said, 1-6."),
        _same_as("activities"),
        *_ORIGIN,
        *_HOW_LOCATED,
        columns.note(),
        columns.tier(),
        _geometry("WGS 84 reference point, or outline of what was worked; null where unknown."),
    ),
    optional=True,
)

RELEASES = Table(
    "releases",
    "releases.geojson",
    Format.GEOJSON,
    "Land released: each cancelled, reduced or cleared piece, and whether the authority accepted it.",
    (
        columns.id_of("release"),
        columns.term("kind", "release_kinds", "Cancelled, reduced or cleared.", required=True),
        columns.term("technical_asset", "answers", "For reduced land: with a technical asset, or without."),
        columns.reference("activity", "activities", "The activity it comes from."),
        columns.reference("areas", "areas", "The areas of which it releases land.", many=True),
        columns.date("released", "When the work on it was completed, to the precision known."),
        Column("area_m2", Type.NUMBER, "Area released, as stated.", unit="m2"),
        Column("depth_m", Type.NUMBER, "Depth searched; empty: the activity's.", unit="m"),
        columns.term("hazard_types", "hazard_types", "Types of hazard covered; empty: the activity's.", many=True),
        columns.term("acceptance", "acceptances", "Whether the authority accepted it.", required=True),
        columns.date("accepted", "When it was accepted."),
        columns.reference("accepted_by", "organisations", "Which authority accepted it."),
        columns.date("withdrawn", "The day on which acceptance was withdrawn."),
        columns.reference("place", "places", "The province, district or settlement it is in."),
        columns.reference("organisation", "organisations", "Who released it; empty: the activity's."),
        columns.term("source_reliability", "source_grades", "Reliability of who said so, A-F."),
        columns.term("information_reliability", "information_grades", "Credibility of what was said, 1-6."),
        _same_as("releases"),
        *_ORIGIN,
        *_HOW_LOCATED,
        columns.note(),
        columns.tier(),
        _geometry("WGS 84 outline; null where unknown: then it ends no measured land."),
    ),
    optional=True,
)

DEVICES = Table(
    "devices",
    "devices.csv",
    Format.CSV,
    "Ordnance found and destroyed, by activity: spot tasks included.",
    (
        columns.id_of("row of devices"),
        columns.reference("activity", "activities", "In which activity."),
        columns.reference("area", "areas", "In which area."),
        columns.term("category", "ordnance_categories", "Category of device.", required=True),
        columns.reference("ordnance", "ordnance", "Model; empty where it is not stated."),
        _count("quantity", "How many; empty where not counted."),
        columns.date("date", "When found or destroyed."),
        Column("depth_m", Type.NUMBER, "How deep it lay.", unit="m"),
        columns.term("condition", "device_conditions", "In what condition."),
        columns.term("disposal", "disposal_methods", "How it was disposed of."),
        *_ORIGIN,
        columns.note(),
        columns.tier(),
    ),
    optional=True,
)

FINDS = Table(
    "finds",
    "finds.geojson",
    Format.GEOJSON,
    "Ordnance found on land that had been released. The land is hazardous again once an area is drawn on it.",
    (
        columns.id_of("find"),
        columns.date("found", "When."),
        columns.reference("release", "releases", "The release on whose land it was found."),
        columns.reference("area", "areas", "The area that was drawn because of it."),
        columns.term("cause", "find_causes", "How it came to be there.", required=True),
        columns.term("category", "ordnance_categories", "Category of device."),
        _count("quantity", "How many; empty where not counted."),
        Column("depth_m", Type.NUMBER, "How deep it lay.", unit="m"),
        columns.reference("organisation", "organisations", "Who found or reported it."),
        columns.reference("place", "places", "The province, district or settlement it is in."),
        *_ORIGIN,
        *_HOW_LOCATED,
        columns.note(),
        columns.tier(),
        _geometry("WGS 84 point; null where unknown."),
    ),
    optional=True,
)

INSPECTIONS = Table(
    "inspections",
    "inspections.csv",
    Format.CSV,
    "Quality assurance of the process and quality control of the product: what was found, and what followed.",
    (
        columns.id_of("inspection"),
        columns.term("kind", "inspection_kinds", "Of the process (QA) or of the product (QC).", required=True),
        columns.date("date", "When."),
        columns.reference("activity", "activities", "The activity inspected."),
        columns.reference("release", "releases", "The released land inspected."),
        columns.reference("organisation", "organisations", "The organisation inspected."),
        columns.reference("inspected_by", "organisations", "Who inspected."),
        columns.term("result", "inspection_results", "Accepted, rejected or pending.", required=True),
        columns.term("nonconformity", "nonconformities", "The gravest non-conformity found."),
        columns.text("nonconformity_type", "What it concerns."),
        columns.text("measures", "What is to be done, and by when."),
        Column("sampled_m2", Type.NUMBER, "Area checked.", unit="m2"),
        *_ORIGIN,
        columns.note(),
        columns.tier(),
    ),
    optional=True,
)

ACCIDENTS = Table(
    "accidents",
    "accidents.geojson",
    Format.GEOJSON,
    "Accidents with ordnance. Restricted unless somebody opens the row.",
    (
        columns.id_of("accident"),
        columns.date("date", "When it happened."),
        columns.term("ordnance_category", "ordnance_categories", "Category of device."),
        columns.term("during_demining", "answers", "Whether it happened during demining."),
        columns.reference("activity", "activities", "In which activity."),
        _count("killed", "People killed, as stated."),
        _count("injured", "People injured, as stated."),
        columns.reference("area", "areas", "In which area."),
        columns.reference("place", "places", "The province, district or settlement it is in."),
        columns.reference("organisation", "organisations", "Who reported it."),
        *_ORIGIN,
        *_HOW_LOCATED,
        columns.note(),
        columns.tier(),
        _geometry("WGS 84 point; a municipality's seat is no accident's place: give its precision_m."),
    ),
    optional=True,
)

VICTIMS = Table(
    "victims",
    "victims.csv",
    Format.CSV,
    "People killed and injured, one a row. Restricted unless somebody opens the row; names never leave.",
    (
        columns.id_of("victim"),
        columns.reference("accident", "accidents", "In which accident."),
        columns.text("name", "Name: kept apart from every output."),
        columns.text("address", "Address: kept apart from every output."),
        columns.term("sex", "sexes", "Sex."),
        columns.date("born", "Date of birth."),
        _count("age_years", "Age in years."),
        columns.term("age_band", "age_bands", "Child or adult, where the age is not given."),
        columns.term("outcome", "victim_outcomes", "Killed or injured.", required=True),
        columns.term("activity", "victim_activities", "What the person was doing."),
        columns.term("tampered", "answers", "Whether the device was tampered with."),
        columns.date("date", "When, where no accident is recorded."),
        columns.term("ordnance_category", "ordnance_categories", "Category of device, where no accident is recorded."),
        columns.reference("place", "places", "Where, where no accident is recorded."),
        *_ORIGIN,
        columns.note(),
        columns.tier(),
    ),
    optional=True,
)

HANDOVERS = Table(
    "handovers",
    "handovers.csv",
    Format.CSV,
    "Completion and handover of released land to those who use it.",
    (
        columns.id_of("handover"),
        columns.reference("area", "areas", "The area completed."),
        columns.reference("releases", "releases", "The released land handed over.", many=True),
        columns.date("completed", "When the work was complete."),
        columns.date("handed_over", "When the land was handed over; empty where it was not yet."),
        columns.term("done", "answers", "Whether it was handed over."),
        *_people("of the community who took part"),
        columns.reference("organisation", "organisations", "Who handed it over."),
        columns.reference("place", "places", "Where."),
        *_ORIGIN,
        columns.note(),
        columns.tier(),
    ),
    optional=True,
)

LAND_TABLES: tuple[Table, ...] = (
    AREAS,
    AREA_STATUSES,
    ACTIVITIES,
    RELEASES,
    DEVICES,
    FINDS,
    INSPECTIONS,
    ACCIDENTS,
    VICTIMS,
    HANDOVERS,
)
"""The tables of a programme, each after the tables it refers to. Their files are there only where they have rows."""
