"""What an importer may say of an export: why a row is refused, and what a person should look at."""

from __future__ import annotations

from ploughshare.findings import Level, register

UNREADABLE = register(
    "import.unreadable-cell",
    Level.ERROR,
    "a cell of an export that cannot be read as what its column is mapped to",
    "Mend the cell in the export, or say in the mapping how it is written.",
)
UNKNOWN_WORD = register(
    "import.unknown-word",
    Level.ERROR,
    "a word of an export that the mapping gives no meaning",
    "Add the word to `terms` in the mapping, or give `otherwise`.",
)
MISSING = register(
    "import.missing-cell",
    Level.ERROR,
    "an empty cell of an export where the record needs a value",
    "Fill the cell in, or give `when_absent` in the mapping.",
)
NO_ENTRY = register(
    "import.no-entry",
    Level.ERROR,
    "a row of an export that no entry of the mapping takes and none skips",
    "Add an entry for such rows under `rows`, or under `skip` with the reason.",
)
SAME_ID = register(
    "import.same-id",
    Level.ERROR,
    "two rows of an export that would get the same id",
    "Mend the ids in the export, or name more columns in the mapping's `id`; rows that are truly told apart by nothing "
    "take `repeated: number`.",
)
COORDINATES = register(
    "import.coordinates",
    Level.ERROR,
    "coordinates that cannot be read",
    "Mend them in the export, or say in the mapping how they are written.",
)
UNRESOLVED = register(
    "import.unresolved-reference",
    Level.ERROR,
    "a word of an export that should name a row of the record and names none",
    "Say in a file for --references which row it means, or describe the row to make.",
)
GEOMETRY = register(
    "import.geometry",
    Level.WARNING,
    "a shape of an export that cannot stand in a record",
    "The row is taken in without a shape, as one whose location is not known; what came is kept as it was entered. "
    "Draw it again.",
)
ELSEWHERE = register(
    "import.elsewhere",
    Level.WARNING,
    "a location that is probably not where it should be",
    "Look at the coordinates of the row: swapped, in another reference system, or a slip of a digit.",
)
BALLPARK = register(
    "import.ballpark-shift",
    Level.WARNING,
    "coordinates in a datum whose shift is known only roughly",
    "The rows keep how far they may be off. Find the programme's own parameters of the datum.",
)
LEFTOVER = register(
    "import.leftover-column",
    Level.WARNING,
    "a column of an export that the mapping neither uses nor ignores",
    "Map it, or name it under `ignore` with the reason.",
)
READING = register(
    "import.reading",
    Level.WARNING,
    "something of the file that was not taken as it stood",
    "See that nothing was lost by it.",
)
DISAGREEING = register(
    "import.disagreeing-rows",
    Level.WARNING,
    "rows of an export that say different things of the same place or organisation",
    "What most of them say was taken. Correct the row in the record, where it is not right.",
)
NO_MEMORY = register(
    "import.no-memory",
    Level.WARNING,
    "an earlier import whose memory is not in the package",
    "Edits since then cannot be told from changes of the export: all differences are held back. Take the export's with "
    "--take-theirs.",
)
