"""A published chapter, read as prose: each quantity in it is seen, and nothing that counts nothing is taken for one."""

from __future__ import annotations

import re
from pathlib import Path

from ploughshare.record import reader
from ploughshare.report.prose import untied
from ploughshare.report.prose.passages import Passage, Role

QUANTITIES = [
    *("1,000km²", "248km", "4km", "2 million"),
    *("more than 600 AP mines", "158 mines", "2,410 items of unexploded ordnance"),
    *("roughly 50 miles", "three roads", "two", "two"),
    *("three roads", "tens of thousands", "at least one", "40 grams", "880km", "two provinces", "20 days"),
]
"""What the chapter counts and measures, in its order; its dates, notes and names are no part of it."""

NOTE_MARK = re.compile("(?<!km)[⁰¹²³⁴-⁹]+")
A_NOTE = re.compile(r"\s*-?\s*\d{1,2} \D")


def test_the_quantities_of_a_published_chapter(shared: Path, kp_path: Path) -> None:
    names = untied.Names(reader.read(kp_path).package)
    text = (shared / "reports" / "north-korea-2025-laid-out.txt").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        if not A_NOTE.match(line):
            passage = Passage(Role.SENTENCES, "", "", assessment=False, text=NOTE_MARK.sub("", line))
            found += [quantity.words for quantity in untied.find(passage, names)]
    assert found == QUANTITIES
