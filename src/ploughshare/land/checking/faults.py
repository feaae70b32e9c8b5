"""What can be wrong with what is drawn: the checks that need a geometry library, registered without loading one."""

from __future__ import annotations

from ploughshare.findings import Level, register

# One outline (the checks of the GICHD's geocheck, and what it leaves out)
MALFORMED = register(
    "land.outline-malformed",
    Level.ERROR,
    "a geometry that is not written as one",
    "Draw it again, or set it to null where the location is not known.",
)
CROSSING = register(
    "land.outline-crosses",
    Level.WARNING,
    "an outline that crosses itself, or a hole that lies outside its area",
    "Put the points in the order in which one walks around the area. The proposed repair takes a hazard at its widest "
    "and a release at its narrowest.",
)
NO_EXTENT = register(
    "land.outline-without-extent",
    Level.WARNING,
    "an outline of fewer than three distinct points, or all in one line",
    "Draw the outline again, or give a point and the stated area.",
)
CLOSED_TWICE = register(
    "land.outline-closed-twice",
    Level.NOTE,
    "an outline whose last point but one repeats its first within 0.000001 degrees",
    "Leave the point out: the outline closes by itself.",
)
POINT_TWICE = register(
    "land.point-twice",
    Level.NOTE,
    "an outline that gives a point twice in a row",
    "Leave the second out.",
)
PART_TWICE = register(
    "land.part-twice",
    Level.WARNING,
    "a row that holds the same polygon twice",
    "Take one of them out.",
)
PARTS_OVERLAP = register(
    "land.parts-overlap",
    Level.WARNING,
    "polygons of one row that overlap by more than 0.9 % of the smaller",
    "Draw them as one polygon, or correct the outlines.",
)
LONG_EDGE = register(
    "land.long-edge",
    Level.NOTE,
    "neighbouring corners of an outline, the last and the first included, more than 5,000 m apart",
    "Check the coordinates of both for a mistyped digit, and that no point between them is missing.",
)

# Where it lies
AT_ZERO = register(
    "land.at-zero",
    Level.ERROR,
    "something drawn at 0, 0 in the Gulf of Guinea, where empty cells end up",
    "Give the coordinates, or null where they are not known.",
)
SWAPPED = register(
    "land.swapped-coordinates",
    Level.ERROR,
    "something whose longitude and latitude are probably swapped",
    "Swap the two numbers of each position; the proposed repair does.",
)
OUTSIDE_COUNTRY = register(
    "land.outside-country",
    Level.WARNING,
    "something drawn outside the country of the record",
    "Check the coordinates, their reference system and zone.",
)
OUTSIDE_PLACE = register(
    "land.outside-place",
    Level.WARNING,
    "something drawn outside the province or district that the row names",
    "Check the place and the coordinates: totals by province follow the place.",
)
ACROSS_PLACES = register(
    "land.across-places",
    Level.NOTE,
    "an area that lies in two provinces or districts",
    "If that is so, leave it: it counts in the one that the row names. Else check the outline.",
)
DATUM = register(
    "land.datum-guessed",
    Level.WARNING,
    "coordinates in a reference system whose way to WGS 84 is not known, or only by a guess",
    "Find out the datum and zone, and draw it again; until then it may be off by hundreds of metres.",
)
NO_OUTLINE = register(
    "land.no-outline",
    Level.WARNING,
    "a point or a line where the outline of an area is due",
    "Draw the outline; until then the stated area alone stands in the account.",
)
SEAT = register(
    "land.seat-for-place",
    Level.WARNING,
    "accidents that are all put at one point, or at the point of a settlement",
    "A municipality's seat is not where it happened: say in precision_m how far off it may be, or give the place "
    "alone.",
)

# Between rows
HAZARDS_OVERLAP = register(
    "land.hazards-overlap",
    Level.WARNING,
    "two hazards of one type that share land",
    "Cut, merge or redraw them: in a sum of stated areas the land counts twice.",
)
RELEASES_OVERLAP = register(
    "land.releases-overlap",
    Level.WARNING,
    "two accepted releases that share land",
    "Find out which of them released it: a sum of stated areas counts it twice.",
)
SAME_LAND = register(
    "land.same-land",
    Level.WARNING,
    "two rows with the same outline, or almost the same",
    "If one is another telling of the other, name that in its same_as; else say in a note why there are two.",
)
OUTSIDE_HAZARDS = register(
    "land.release-outside-hazards",
    Level.WARNING,
    "released land that no hazard covers",
    "Draw the hazard that it was, or correct the outline; the account keeps it apart.",
)
OUTSIDE_OWN = register(
    "land.release-outside-its-areas",
    Level.WARNING,
    "released land that lies outside the areas it is said to release",
    "Check the areas that it names and both outlines.",
)
HAZARD_ON_RELEASED = register(
    "land.hazard-on-released",
    Level.WARNING,
    "a hazard recorded on land that had been released",
    "It is hazardous meanwhile. Give found_cause, and look at whether the release missed it.",
)
ACCIDENT_ON_RELEASED = register(
    "land.accident-on-released",
    Level.WARNING,
    "an accident on land that had been released, for which no hazard was drawn since",
    "Draw an area around it, or have the acceptance suspended: until then the land counts as released.",
)
SLIVER = register(
    "land.sliver",
    Level.NOTE,
    "a sliver that stays hazardous between a hazard and its releases",
    "Draw both along one line. Nothing releases it by itself: a release never grows by a repair.",
)
OPEN_THOUGH_COVERED = register(
    "land.open-though-covered",
    Level.WARNING,
    "an area that is open, though accepted releases cover all of it",
    "Its land counts as released. Set its status to released; or, where it was opened again because something is "
    "there, draw that as an area of its own.",
)
NOT_COVERED = register(
    "land.closed-not-covered",
    Level.WARNING,
    "an area closed, released or handed over, part of which no accepted release covers",
    "Add the releases that are missing, or set the area back to open: the land stays hazardous in the account.",
)
FALL_SHORT = register(
    "land.successors-fall-short",
    Level.WARNING,
    "an area replaced by others that do not cover all of its land",
    "Draw the successors over all of it, or release the rest. What ended without a release is posted as such.",
)
SAME_ELSEWHERE = register(
    "land.same-as-elsewhere",
    Level.WARNING,
    "a row that is called the same as another and lies on other land",
    "Check same_as: a hazard that counts as another's telling adds nothing to the account.",
)

# What is stated against what is drawn
STATED_DRAWN = register(
    "land.stated-against-drawn",
    Level.WARNING,
    "a stated area that the outline does not bear out",
    "Check both. The account posts each on its own side and names the difference.",
)
UNIT_SLIP = register(
    "land.unit-slip",
    Level.WARNING,
    "a stated area that differs from the outline by the factor between two units",
    "Correct the number: the column is in m².",
)
