"""The table contracts: name, type, unit, vocabulary and key of every column, declared once.

The package reader and writer, the published schema, the database models, the importers and the
exporters all take their columns from here. There is no second copy.
"""

from __future__ import annotations

from ploughshare.record import columns
from ploughshare.record.columns import LANGUAGE_PATTERN, SLUG_LENGTH, SLUG_PATTERN, Column, Format, Table, Type
from ploughshare.record.land_contracts import LAND_TABLES, LOCATION_COLUMNS

__all__ = [
    "CITABLE",
    "LAND_TABLES",
    "LANGUAGE_PATTERN",
    "LOCATION_COLUMNS",
    "META",
    "SLUG_LENGTH",
    "SLUG_PATTERN",
    "TABLES",
    "TABLES_BY_NAME",
    "Column",
    "Format",
    "Table",
    "Type",
]


_TIER, _NOTE = columns.tier(), columns.note()


META: tuple[Column, ...] = (
    Column("format", Type.INTEGER, "Version of this format: 1.", required=True),
    Column(
        "country",
        Type.SLUG,
        "ISO 3166 code in lower case, or an own code; of a shared zone both, joined.",
        required=True,
    ),
    columns.text("name", "Name of the country or area as used in prose.", required=True),
    columns.text("official_name", "Its official name."),
    columns.text("edition", "Which edition of the record this is."),
    Column("reporting_year", Type.INTEGER, "The year reported on.", required=True),
    columns.date("as_of", "The date the record speaks of; every check uses it, never today's.", required=True),
    columns.date("data_cut_off", "What became known later is not in it."),
    columns.date("published", "When the edition is published."),
    Column("languages", Type.LANGUAGE, "Languages of the record, BCP 47.", many=True),
    columns.reference("keeper", "organisations", "Who keeps the record."),
    columns.text("title", "Title of the report.", required=True),
    columns.text("subtitle", "Subtitle of the report."),
    columns.text("summary", "The report in a few sentences, for catalogues."),
    columns.text("licence", "Under which licence it may be used."),
    Column(
        "clearance_depth_m",
        Type.NUMBER,
        "Depth to which the national standard asks land to be cleared, where an area gives no depth of its own.",
        unit="m",
    ),
)
"""The fields of ``record.yaml``: one of each, for the record as a whole."""

SOURCES = Table(
    "sources",
    "sources.yaml",
    Format.CSL_YAML,
    "What was read, and what was cited by what was read. CSL items with the fields of the record beside them.",
    (
        columns.id_of("source"),
        columns.term("kind", "source_kinds", "What kind of source it is; gives the CSL type.", required=True),
        columns.text("title", "Title as printed; empty for an untitled item."),
        Column("authors", Type.NAMES, "Authors or correspondents, in order."),
        columns.text("author_role", "The correspondent's or speaker's role, as printed."),
        columns.text("container_title", "Newspaper, site, series or book it appeared in."),
        columns.reference("publisher", "organisations", "Who published it, where the record knows them."),
        columns.text("publisher_name", "Publisher as printed, where it differs from the organisation's name."),
        columns.date("issued", "When it was published, sent or given."),
        columns.date("last_updated", "“Last updated” as the page prints it."),
        columns.text("genre", "Presentation, editorial, statement ..., where the kind does not say it."),
        columns.text("number", "Document symbol or number, e.g. a UN symbol."),
        columns.text("event_title", "Meeting or session at which it was given."),
        columns.text("event_place", "Where that was."),
        Column("url", Type.URL, "Address as printed."),
        columns.text("language", "Language of the text, BCP 47."),
        columns.term("translation", "translations", "Whether the title or text is a translation, and whose."),
        Column("seen", Type.BOOLEAN, "Whether whoever keeps the record has read it.", required=True),
        columns.term("consent", "consents", "How its note may name it: for e-mails, interviews and informants."),
        columns.text("consent_basis", "Why that consent is taken to hold."),
        columns.term("grade_source", "source_grades", "Reliability of the source, A-F; only for what was read."),
        columns.term(
            "grade_information", "information_grades", "Credibility of what it says, 1-6; only for what was read."
        ),
        columns.text("captured_at", "UTC time at which the text was captured; only for what was read."),
        columns.text("captured_by", "Who captured it, and with what."),
        columns.text("sha256", "SHA-256 of the captured file."),
        columns.text("media_type", "Media type of the captured file."),
        _NOTE,
        _TIER,
    ),
)

ORGANISATIONS = Table(
    "organisations",
    "organisations.csv",
    Format.CSV,
    "States, authorities, armed forces, operators, monitors, media, campaigns: all who act, report or say.",
    (
        columns.id_of("organisation"),
        columns.text("name", "Full name.", required=True),
        columns.text("short_name", "Short name or abbreviation as used in prose."),
        columns.term("roles", "organisation_roles", "What it does in this record.", required=True, many=True),
        columns.text("country", "Code of the State or area it belongs to; empty for international."),
        columns.reference("parent", "organisations", "The organisation it is part of."),
        Column("url", Type.URL, "Its address."),
        _NOTE,
        _TIER,
    ),
)

PLACES = Table(
    "places",
    "places.geojson",
    Format.GEOJSON,
    "Places the record speaks of, with a geometry no finer than its stated precision.",
    (
        columns.id_of("place"),
        columns.text("name", "Name used in the report.", required=True),
        columns.text("other_names", "Other names and spellings.", many=True),
        columns.term("kind", "place_kinds", "What kind of place it is.", required=True),
        columns.text("country", "Code of the State or area; joined by a hyphen where shared (kp-kr).", required=True),
        columns.reference("parent", "places", "The place it lies in."),
        Column("precision_m", Type.NUMBER, "How far the drawn place may be from the true one.", unit="m"),
        columns.text("geometry_origin", "Where the geometry comes from, with its licence."),
        _NOTE,
        _TIER,
        Column("geometry", Type.GEOMETRY, "WGS 84 geometry; null where the location is unknown."),
    ),
)

ORDNANCE = Table(
    "ordnance",
    "ordnance.csv",
    Format.CSV,
    "Types of explosive ordnance. Their masses and sizes are figures with claims, so that conflicts are kept.",
    (
        columns.id_of("type of ordnance"),
        columns.text("name", "Name used in the report.", required=True),
        columns.text("other_names", "Other names and designations.", many=True),
        columns.term("category", "ordnance_categories", "Category of device.", required=True),
        columns.text("origin", "Where and how it is made."),
        columns.text("casing", "What its body is made of."),
        columns.term("floats", "answers", "Whether it floats in water, as far as is known."),
        _NOTE,
        _TIER,
    ),
)

EVENTS = Table(
    "events",
    "events.csv",
    Format.CSV,
    "What happened, or is said to have happened: with the date it happened and the date it was reported.",
    (
        columns.id_of("event"),
        columns.term("kind", "event_kinds", "What kind of event it is.", required=True),
        columns.text("title", "A line that names it.", required=True),
        columns.text("summary", "What happened, in our own words.", required=True),
        columns.term(
            "standing", "event_standings", "Whether it is known, reported, believed, warned of ...", required=True
        ),
        Column("happened", Type.PERIOD, "When it happened; empty where unknown."),
        columns.term("happened_precision", "date_precisions", "How precise that date is.", required=True),
        columns.date("reported", "When it was first reported, as far as the sources show."),
        columns.term("reported_precision", "date_precisions", "How precise the date of the report is."),
        columns.reference("place", "places", "Where it happened."),
        columns.term("place_relation", "place_relations", "How the event lies to that place."),
        columns.reference("actors", "organisations", "Who acted.", many=True),
        columns.reference("ordnance", "ordnance", "Types of ordnance involved.", many=True),
        columns.term("hazard_types", "hazard_types", "Types of hazard involved.", many=True),
        columns.reference("parent", "events", "The event it is part of or follows from."),
        _NOTE,
        _TIER,
    ),
)

FIGURES = Table(
    "figures",
    "figures.csv",
    Format.CSV,
    "Questions that have a figure for an answer: subject, measure, period, dimensions.",
    (
        columns.id_of("figure"),
        columns.text("title", "The question in a few words.", required=True),
        columns.text("subject", "Code of the State or area whose figure it is; joined where shared.", required=True),
        columns.term("measure", "measures", "What is measured.", required=True),
        Column("period", Type.PERIOD, "Period of a flow; empty for a stock, whose date is on the claim."),
        columns.reference("place", "places", "Where."),
        columns.reference("event", "events", "In which event."),
        columns.reference("organisation", "organisations", "By which organisation."),
        columns.reference("ordnance", "ordnance", "Of which type of ordnance."),
        columns.term("hazard_type", "hazard_types", "Of which type of hazard."),
        columns.term("method", "release_methods", "By which method."),
        columns.term("sex", "sexes", "Of which sex."),
        columns.term("age_band", "age_bands", "Of which age."),
        columns.term("derived_by", "derivations", "The rule that computes it, for a figure that nobody states."),
        columns.reference("inputs", "figures", "The figures it is computed from, in order.", many=True),
        _NOTE,
        _TIER,
    ),
)

CLAIMS = Table(
    "claims",
    "claims.csv",
    Format.CSV,
    "Answers: what one asserter gives for a figure. Rivals stay side by side.",
    (
        columns.id_of("claim"),
        columns.reference("figure", "figures", "The figure it answers.", required=True),
        columns.term("state", "figure_states", "Value, zero, or which kind of not known.", required=True),
        columns.term("kind", "figure_kinds", "Exact, at least, at most, about, verbal; for a value."),
        Column("low", Type.NUMBER, "Lower bound; empty where unbounded."),
        Column("best", Type.NUMBER, "Best value; empty where none is stated."),
        Column("high", Type.NUMBER, "Upper bound; empty where unbounded."),
        columns.term("unit", "units", "Unit of the three numbers."),
        Column("rounded_to", Type.NUMBER, "Rounding step as stated, in that unit; empty: the last digit given."),
        columns.text("category", "The answer of a measure that is a class, e.g. very_heavy."),
        columns.text("words", "The quantity as printed: the quantity's words only, never a sentence."),
        columns.date("as_of", "The date at which it was so."),
        columns.reference("reporter", "organisations", "Who reports it."),
        columns.date("reported", "When it was reported."),
        columns.term("rank", "ranks", "Preferred, normal or deprecated.", required=True),
        columns.text("rank_reason", "Why, where the rank is not normal."),
        _NOTE,
        _TIER,
    ),
)

CITATIONS = Table(
    "citations",
    "citations.csv",
    Format.CSV,
    "Which row rests on which source, where in it, who said it first, and through which document it is known.",
    (
        columns.id_of("citation"),
        columns.text("cited_table", "Table of the row that rests on the source.", required=True),
        Column("cited_row", Type.SLUG, "Id of that row.", required=True),
        columns.reference("source", "sources", "The source.", required=True),
        columns.text("locator", "Where in the source: page, note, annex."),
        columns.term("relation", "citation_relations", "Supports or contradicts.", required=True),
        columns.reference("via", "sources", "The document that was read, where the source itself was not."),
        columns.text("via_locator", "Where in that document, e.g. note 13."),
        columns.reference("root", "organisations", "Who first said it."),
        columns.term("root_state", "root_states", "How the root is known.", required=True),
        columns.text("root_reason", "Why, where the root is inferred or provisional."),
        columns.text("quote", "Words printed in quotation marks in what was read; never anything else."),
        _NOTE,
        _TIER,
    ),
)

EXPECTED = Table(
    "expected",
    "expected.csv",
    Format.CSV,
    "Who must report which measure for which period; a missing one turns a total into “at least”.",
    (
        columns.id_of("expected report"),
        columns.text("subject", "Code of the State or area.", required=True),
        columns.term("measure", "measures", "The measure to be reported.", required=True),
        Column("period", Type.PERIOD, "The period to be reported.", required=True),
        columns.reference("organisation", "organisations", "Who must report.", required=True),
        columns.date("due", "By when."),
        _NOTE,
        _TIER,
    ),
)

CAPACITY = Table(
    "capacity",
    "capacity.csv",
    Format.CSV,
    "Who manages, surveys and clears; and, as a statement of its own, that nobody does.",
    (
        columns.id_of("capacity row"),
        columns.term("category", "capacity_categories", "Management, national, international or other.", required=True),
        columns.reference("organisation", "organisations", "Who; empty where there is none."),
        columns.term("answer", "answers", "Yes there is, no there is none, or not known.", required=True),
        columns.text("statement", "As the report prints it, in our own words.", required=True),
        Column("period", Type.PERIOD, "For when."),
        columns.term("main_operator", "answers", "Whether it is the main AP mine survey and clearance operator."),
        _NOTE,
        _TIER,
    ),
)

OBLIGATIONS = Table(
    "obligations",
    "obligations.csv",
    Format.CSV,
    "What a treaty, an agreement or a promise obliges to, by when, and how that stands.",
    (
        columns.id_of("obligation"),
        columns.term("instrument", "instruments", "The treaty or agreement.", required=True),
        columns.text("title", "What is owed, in our own words.", required=True),
        columns.reference("bearers", "organisations", "Who owes it.", required=True, many=True),
        columns.date("due", "By when; empty where there is no date."),
        columns.text("due_basis", "How the date follows."),
        columns.term("status", "obligation_states", "How it stands.", required=True),
        columns.date("assessed", "When that was assessed."),
        columns.text("assessment", "On what the status rests."),
        columns.reference("event", "events", "The event it arose from."),
        _NOTE,
        _TIER,
    ),
)

RECOMMENDATIONS = Table(
    "recommendations",
    "recommendations.csv",
    Format.CSV,
    "What was recommended to whom, and what became of it.",
    (
        columns.id_of("recommendation"),
        Column("number", Type.INTEGER, "Its place in the list.", required=True),
        columns.text("text", "What is recommended, in our own words.", required=True),
        columns.reference("addressee", "organisations", "Who is asked to act."),
        columns.reference("made_by", "organisations", "Who recommends it.", required=True),
        columns.date("made", "When.", required=True),
        columns.term("topic", "topics", "What it is about."),
        columns.term("status", "recommendation_states", "What became of it.", required=True),
        columns.date("assessed", "When that was assessed."),
        _NOTE,
        _TIER,
    ),
)

TOPICS = Table(
    "topics",
    "topics.csv",
    Format.CSV,
    "Sourced statements that are neither events nor figures; that something is not known is one.",
    (
        columns.id_of("statement"),
        columns.term("topic", "topics", "What it is about.", required=True),
        columns.text("statement", "What is stated, in our own words.", required=True),
        columns.text("subject", "Code of the State or area it speaks of.", required=True),
        columns.term(
            "standing", "statement_standings", "Stated as known, believed, claimed, or as not known.", required=True
        ),
        columns.date("as_of", "When it was so."),
        columns.reference("place", "places", "Where."),
        columns.reference("ordnance", "ordnance", "Of which type of ordnance."),
        columns.reference("organisation", "organisations", "Of which organisation."),
        _NOTE,
        _TIER,
    ),
)

FLAGS = Table(
    "flags",
    "flags.csv",
    Format.CSV,
    "What a careful reader flags in the sources. A flag is a finding, never a silent correction.",
    (
        columns.id_of("flag"),
        columns.text("flagged_table", "Table of the row it concerns.", required=True),
        Column("flagged_row", Type.SLUG, "Id of that row.", required=True),
        columns.term("kind", "flag_kinds", "What is doubtful.", required=True),
        columns.text("message", "What is odd, in our own words.", required=True),
        columns.text("proposal", "What to do about it."),
        columns.term("status", "flag_states", "Open, settled or set aside.", required=True),
        columns.date("flagged", "When it was flagged."),
        _TIER,
    ),
)

TABLES: tuple[Table, ...] = (
    ORGANISATIONS,
    SOURCES,
    PLACES,
    ORDNANCE,
    EVENTS,
    FIGURES,
    CLAIMS,
    TOPICS,
    CAPACITY,
    OBLIGATIONS,
    RECOMMENDATIONS,
    EXPECTED,
    *LAND_TABLES,
    CITATIONS,
    FLAGS,
)
"""Every table, in an order in which each comes after the tables it refers to (itself excepted)."""

TABLES_BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}

CITABLE: tuple[str, ...] = (
    "organisations",
    "places",
    "ordnance",
    "events",
    "claims",
    "topics",
    "capacity",
    "obligations",
    "recommendations",
    "expected",
    *(table.name for table in LAND_TABLES),
)
"""Tables whose rows may rest on a source."""
