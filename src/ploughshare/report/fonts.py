"""The fonts a report is set in: which characters they can print, how wide words run, what a page carries along."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from ploughshare import assets

SERIF = "Source Serif 4"
SANS = "Source Sans 3"
KOREAN = "Noto Sans KR"

_WEB_FACES = ((SERIF, 400, False), (SERIF, 400, True), (SERIF, 600, False), (SANS, 400, False), (SANS, 600, False))
LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,"
    "U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
)
"""The characters that the web files hold: “latin” in the unicode.json of the packages they come from."""

_REGULAR, _SEMIBOLD = 400, 600
_INVISIBLE = frozenset(
    "\n\r\t\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u2066\u2067\u2068\u2069\u202a\u202b\u202c"
)
"""Characters that are never drawn, so that no font need have them: breaks, joiners, marks of direction."""


@dataclass(frozen=True)
class Face:
    """One font file: its family, weight (400 regular, 600 semi-bold, 700 bold) and slant."""

    path: Path
    family: str
    weight: int
    italic: bool

    @cached_property
    def _glyphs(self) -> dict[int, str]:
        return dict(TTFont(self.path, lazy=True).getBestCmap())

    @cached_property
    def _advances(self) -> dict[str, float]:
        font = TTFont(self.path, lazy=True)
        per_em = font["head"].unitsPerEm
        return {glyph: advance / per_em for glyph, (advance, _) in font["hmtx"].metrics.items()}

    def has(self, character: str) -> bool:
        """Whether it can print that character."""
        return ord(character) in self._glyphs

    def advance(self, character: str) -> float:
        """Width of the character in ems; that of a digit where the face does not have it."""
        return self._advances[self._glyphs.get(ord(character)) or self._glyphs[ord("0")]]


def folder() -> Path:
    """Where the font files lie."""
    return assets.path("fonts")


@cache
def faces() -> tuple[Face, ...]:
    """Every font file of the assets, in the order of their names."""
    return tuple(_face(path) for path in sorted(folder().glob("*.ttf")))


def _face(path: Path) -> Face:
    font = TTFont(path, lazy=True)
    family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
    return Face(path, str(family), int(font["OS/2"].usWeightClass), bool(font["OS/2"].fsSelection & 1))


@cache
def face(family: str, weight: int = _REGULAR, *, italic: bool = False) -> Face:
    """The face of that family, weight and slant; KeyError if the assets lack it."""
    for candidate in faces():
        if (candidate.family, candidate.weight, candidate.italic) == (family, weight, italic):
            return candidate
    raise KeyError((family, weight, italic))


def without_glyph(text: Iterable[str]) -> list[str]:
    """The characters of the text that no family can print, sorted: in a PDF they would be silent boxes."""
    families = [face(family) for family in (SERIF, SANS, KOREAN)]
    return sorted(
        character
        for character in set().union(*map(set, text)) - _INVISIBLE
        if not any(candidate.has(character) for candidate in families)
    )


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the text runs in the sans-serif, in the unit of ``size``; kerning is not counted."""
    own = face(SANS, _SEMIBOLD if bold else _REGULAR)
    korean = face(KOREAN)
    return size * sum((own if own.has(c) or not korean.has(c) else korean).advance(c) for c in text)


def wrap(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """The text in lines no wider than ``room``; a single word that is wider keeps a line to itself."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def web_faces(text: Iterable[str]) -> str:
    """``@font-face`` rules that carry the fonts inside the page: Latin letters, and what else the text needs."""
    latin = [face(family, weight, italic=italic) for family, weight, italic in _WEB_FACES]
    rules = [_rule(own, _web_file(own).read_bytes(), "woff2", LATIN) for own in latin]
    rest = {character for character in set().union(*map(set, text)) - _INVISIBLE if not _is_latin(character)}
    for own in (face(SERIF), face(SANS), face(SANS, _SEMIBOLD), face(KOREAN)):
        mine = {character for character in rest if own.has(character)}
        if own.family == KOREAN:
            mine -= {character for character in rest if face(SERIF).has(character)}
        if mine:
            ranges = ",".join(f"U+{code:04X}" for code in sorted(map(ord, mine)))
            rules.append(_rule(own, _cut(own, mine), "woff", ranges))
    return "\n".join(rules)


def _web_file(own: Face) -> Path:
    return assets.path(f"fonts/web/{own.path.stem}.woff2")


@cache
def _is_latin(character: str) -> bool:
    ranges = (part.removeprefix("U+").partition("-") for part in LATIN.split(","))
    return any(int(first, 16) <= ord(character) <= int(last or first, 16) for first, _, last in ranges)


def _rule(own: Face, content: bytes, format: str, ranges: str) -> str:
    encoded = base64.b64encode(content).decode("ascii")
    slant = "italic" if own.italic else "normal"
    return (
        f'@font-face{{font-family:"{own.family}";font-weight:{own.weight};font-style:{slant};font-display:swap;'
        f'unicode-range:{ranges};src:url(data:font/{format};base64,{encoded}) format("{format}")}}'
    )


def _cut(own: Face, characters: set[str]) -> bytes:
    """The face cut down to those characters, as WOFF; the same bytes each time, since no time of making is kept."""
    from fontTools import subset  # noqa: PLC0415  few texts need it, and it is slow to load

    options = subset.Options(
        flavor="woff",
        hinting=False,
        layout_features=[],
        # Browsers know the face by its rule in the style sheet, and to sift the names takes longer than the glyphs.
        drop_tables=[*subset.Options().drop_tables, "name", "STAT", "GSUB", "GPOS", "GDEF"],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    font = subset.load_font(str(own.path), options, lazy=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(map(ord, characters)))
    cutter.subset(font)
    made = io.BytesIO()
    subset.save_font(font, made, options)
    return made.getvalue()
