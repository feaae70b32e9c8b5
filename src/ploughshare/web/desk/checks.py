"""What stands against an act at the desk."""

from __future__ import annotations

from ploughshare.findings import Level, register

DENIED = register(
    "desk.denied",
    Level.ERROR,
    "an act at the review desk by somebody who may not do it",
    "Sign in as an editor, or ask whoever runs this site to make you one.",
)
STALE = register(
    "desk.stale",
    Level.ERROR,
    "a judgement on what somebody else has judged meanwhile",
    "Look at what it is now, and judge again.",
)
ABSENT = register(
    "desk.absent",
    Level.ERROR,
    "a judgement on something that the draft does not have",
    "Open the draft anew.",
)
CELL = register(
    "desk.cell",
    Level.ERROR,
    "a cell of a proposed row that its table does not allow",
    "Write what the description of the column asks for.",
)
TARGET = register(
    "desk.target",
    Level.ERROR,
    "a merge with something that cannot be merged with",
    "Choose a row of the same table, of the record or of this draft, that is not itself merged into this one.",
)
NOTHING = register(
    "desk.nothing",
    Level.ERROR,
    "an act that would change nothing",
    "Judge something first; what waits for other rows goes in with them.",
)
CHANGED = register(
    "desk.changed-in-record",
    Level.ERROR,
    "a row that this draft put into the record and that was changed there since",
    "The record's row stays as it is: change it there, or take this judgement back.",
)
STILL_USED = register(
    "desk.still-used",
    Level.ERROR,
    "a row that would leave the record while other rows rest on it",
    "Take the others out of the record first, or accept this one again.",
)
