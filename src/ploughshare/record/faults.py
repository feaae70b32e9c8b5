"""What can be wrong with the files of a package: the checks that reading makes."""

from __future__ import annotations

from typing import NamedTuple

from ploughshare.findings import Check, Level, register


class Fault(NamedTuple):
    """What is wrong with one cell, before it is known where the cell stands."""

    check: Check
    message: str
    hint: str | None = None


# Files
MISSING_FILE = register(
    "record.missing-file",
    Level.ERROR,
    "a file of the package that is not there",
    "Put the file back, or make an empty one that holds its header only.",
)
UNKNOWN_FILE = register(
    "record.unknown-file",
    Level.WARNING,
    "a file that looks like a table and is none of the package",
    "Rename it as the table it holds, or move it out of the package: nothing reads it.",
)
OUTSIDE = register(
    "record.outside",
    Level.ERROR,
    "a file of the package that leads outside it, or is no ordinary file",
    "Copy the file itself into the package; links that lead out of it are not followed.",
)
TOO_LARGE = register(
    "record.too-large",
    Level.ERROR,
    "a file larger than a package may hold",
    "Check that the right file was copied; images, documents and archives belong elsewhere.",
)
ENCODING = register(
    "record.encoding",
    Level.ERROR,
    "a file that is not UTF-8",
    "Save the file as “CSV UTF-8” or with encoding UTF-8.",
)
NUL = register(
    "record.nul",
    Level.ERROR,
    "NUL bytes in a text file",
    "The file is damaged or no text file: restore it from an earlier version.",
)
INTERRUPTED = register(
    "record.interrupted",
    Level.WARNING,
    "a write into the package that was cut short after all of it had been put down",
    "What was being written is what is read here. Run `ploughshare fmt` on the package to finish the write.",
)
YAML = register(
    "record.yaml",
    Level.ERROR,
    "YAML that is malformed, or uses what a record needs none of",
    "Mend the line; `ploughshare schema` says which fields there are.",
)
JSON = register(
    "record.geojson",
    Level.ERROR,
    "a GeoJSON file that is malformed, or no feature collection",
    "Mend the line, or save it again as GeoJSON (RFC 7946) from the program it came from.",
)
FORMAT = register(
    "record.format",
    Level.ERROR,
    "a package in a format of another version",
    "Use a version of Ploughshare that reads it.",
)
SEPARATOR = register(
    "record.separator",
    Level.ERROR,
    "a CSV file whose cells are parted by something else than commas",
    "Save it as “CSV UTF-8 (comma delimited)”. Excel takes the mark from the computer's region: set it to English, or "
    "use LibreOffice, which asks.",
)
QUOTES = register(
    "record.quotes",
    Level.ERROR,
    "a quotation mark in a CSV file that is never closed, or stands where none may",
    'Close the quotation mark; inside a quoted cell write a quotation mark twice ("").',
)

GIVEN_UP = register(
    "record.given-up",
    Level.ERROR,
    "a CSV file in which so much is wrong that the rest of it was not read",
    "Save the table again from the program it came from; one fault near its beginning often makes all the others.",
)

# Rows and columns
UNKNOWN_COLUMN = register(
    "record.unknown-column",
    Level.ERROR,
    "a column or field that the table does not have",
    "Rename it, or take it out: nothing would read it.",
)
MISSING_COLUMN = register(
    "record.missing-column",
    Level.ERROR,
    "a required column that is not there",
    "Add the column and fill it in for each row.",
)
RAGGED = register(
    "record.ragged",
    Level.ERROR,
    "a row with more or fewer cells than the header",
    "A cell with a comma in it must stand in quotation marks; an empty cell still needs its comma.",
)
DUPLICATE_KEY = register(
    "record.duplicate-key",
    Level.ERROR,
    "an id, a column or a field that is given twice",
    "Give each its own, or take one of them out; the first was read.",
)
MISSING_CELL = register(
    "record.missing-cell",
    Level.ERROR,
    "a required cell that is empty",
    "Fill it in; where something is not known, its vocabulary has a word for that.",
)
DANGLING = register(
    "record.dangling-reference",
    Level.ERROR,
    "a reference to a row that is not there",
    "Mend the id, or add the row it refers to.",
)
TIER_CONTRADICTED = register(
    "record.tier-contradicted",
    Level.ERROR,
    "a row in private/ that calls itself less than restricted",
    "Move the row to the file outside private/, or leave its tier empty. It was read as restricted.",
)

# Cells
SLUG = register(
    "record.id",
    Level.ERROR,
    "an id that is no plain word",
    "Use lower case letters a-z, digits and single hyphens, such as “jsa-2018-removed”.",
)
TERM = register(
    "record.unknown-term",
    Level.ERROR,
    "a value that is not in its vocabulary",
    "Use one of the vocabulary's terms.",
)
DATE = register(
    "record.date",
    Level.ERROR,
    "a date that does not exist or is not written as one",
    "Write YYYY, YYYY-MM or YYYY-MM-DD: only as many digits as are known.",
)
NUMBER = register(
    "record.number",
    Level.ERROR,
    "a number that cannot be read as one",
    "Write digits with a point before decimals and nothing between thousands, such as 1000.5.",
)
BOOLEAN = register(
    "record.boolean",
    Level.ERROR,
    "an answer that is neither yes nor no",
    "Write yes or no.",
)
URL = register(
    "record.url",
    Level.ERROR,
    "an address that is no web or mail address",
    "Give an address that begins with https://, http:// or mailto:, without spaces.",
)
LANGUAGE = register(
    "record.language",
    Level.ERROR,
    "a language that is not given by its tag",
    "Write its tag (BCP 47): en, ko, pt-BR.",
)
NAMES = register(
    "record.names",
    Level.ERROR,
    "names that are not given as CSL gives them",
    "Give a list whose entries have family and given, or literal for a body or a name that is not split.",
)
CHARACTERS = register(
    "record.characters",
    Level.ERROR,
    "control characters in a text",
    "Type the text again: it holds characters that cannot be seen and that no reader can print.",
)
DIRECTION = register(
    "record.direction-override",
    Level.WARNING,
    "characters that reverse the direction of a text without being seen",
    "Take the direction override out: right-to-left scripts run the right way without it.",
)
SHAPE = register(
    "record.cell-shape",
    Level.ERROR,
    "a list or a group of fields where a single value belongs, or the other way about",
    "Give the value as the published schema says.",
)
GEOMETRY = register(
    "record.geometry",
    Level.ERROR,
    "a geometry that is not valid",
    "Draw it again, or set it to null where the location is not known.",
)
