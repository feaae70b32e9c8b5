"""The fonts a report is set in: which characters they can print, how wide words run, what a page carries along."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from fontTools.ttLib import TTFont

from ploughshare import assets

SERIF = "Source Serif 4"
SANS = "Source Sans 3"
KOREAN = "Noto Sans KR"

_WEB_FACES = ((SERIF, 400, False), (SERIF, 400, True), (SERIF, 600, False), (SANS, 400, False), (SANS, 600, False))
_KERNED = ((SERIF, 400, False), (SANS, 600, False))
"""Text and headings keep their kerning; to cut it for the other faces would take longer than all else together."""

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
    """``@font-face`` rules that carry, inside the page, the glyphs this text needs and no others."""
    characters = set().union(*map(set, text)) | set(map(chr, range(0x20, 0x7F)))
    latin = [face(family, weight, italic=italic) for family, weight, italic in _WEB_FACES]
    rules = [_rule(own, {c for c in characters if own.has(c)}) for own in latin]
    rest = {c for c in characters if not latin[0].has(c) and face(KOREAN).has(c)}
    if rest:
        rules.append(_rule(face(KOREAN), rest))
    return "\n".join(rules)


def _rule(own: Face, characters: set[str]) -> str:
    encoded = base64.b64encode(_subset(own, characters)).decode("ascii")
    slant = "italic" if own.italic else "normal"
    return (
        f'@font-face{{font-family:"{own.family}";font-weight:{own.weight};font-style:{slant};font-display:swap;'
        f'src:url(data:font/woff;base64,{encoded}) format("woff")}}'
    )


def _subset(own: Face, characters: set[str]) -> bytes:
    """The face cut down to those characters, as WOFF; the same bytes each time, since no time of making is kept."""
    from fontTools import subset  # noqa: PLC0415  only a whole page needs it, and it is slow to load

    options = subset.Options(
        flavor="woff",
        hinting=False,
        layout_features=["kern"] if (own.family, own.weight, own.italic) in _KERNED else [],
        name_IDs=[1, 2, 13, 14],
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
