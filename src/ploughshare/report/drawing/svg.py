"""Drawings as SVG: shapes that carry a class, so that a page can recolour them, and plain colours for print.

No script, no style attribute and no outside reference, so that a drawing may stand in a page under a strict
content security policy. Same calls, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from ploughshare.report import theme
from ploughshare.report.fonts import KOREAN, SANS

UNITS_PER_MM = 4.0
"""A drawing is measured in units of a quarter millimetre at its printed size."""

FAMILIES = f"'{SANS}', '{KOREAN}', sans-serif"
"""Quoted: a family whose name holds a number is none without quotation marks."""

HALO = 3.0


@dataclass(frozen=True)
class Drawing:
    """A finished drawing: its file stem, its title, the SVG, what it shows in words, and its size in units."""

    name: str
    title: str
    svg: str
    alt: str
    width: float
    height: float


def number(value: float) -> str:
    """A coordinate as short as it may be: two decimals, no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def path(points: Iterable[Sequence[float]], *, closed: bool = False) -> str:
    """Path data through those points."""
    steps = "L".join(f"{number(point[0])} {number(point[1])}" for point in points)
    return f"M{steps}{'Z' if closed else ''}" if steps else ""


class Canvas:
    """A drawing under way, painted in the order of the calls."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._parts: list[str] = []

    def add(self, tag: str, cls: str, /, **attributes: float | str) -> None:
        """An element; underscores in attribute names stand for hyphens."""
        self._parts.append(_element(tag, cls, "", attributes))

    def open(self, **attributes: float | str) -> None:
        """Begin a group."""
        self._parts.append(f"<g{_attributes(attributes)}>")

    def close(self) -> None:
        """End the group begun last."""
        self._parts.append("</g>")

    def clip(self, name: str, x: float, y: float, width: float, height: float) -> None:
        """Name a rectangle outside which a group opened with ``clip_path`` is not painted."""
        box = _element("rect", "", "", {"x": x, "y": y, "width": width, "height": height})
        self._parts.append(f'<clipPath id="{name}">{box}</clipPath>')

    def stroke(self, data: str, colour: str, width: float, **attributes: float | str) -> None:
        """A line in a colour of the palette."""
        if data:
            self.add(
                "path", f"s-{colour}", d=data, fill="none", stroke=theme.LIGHT[colour], stroke_width=width,
                stroke_linejoin="round", **attributes,
            )  # fmt: skip

    def fill(self, data: str, colour: str, **attributes: float | str) -> None:
        """An area in a colour of the palette."""
        if data:
            self.add("path", f"f-{colour}", d=data, fill=theme.LIGHT[colour], **attributes)

    def rectangle(
        self, x: float, y: float, width: float, height: float, colour: str, **attributes: float | str
    ) -> None:
        """A filled rectangle."""
        self.add("rect", f"f-{colour}", x=x, y=y, width=width, height=height, fill=theme.LIGHT[colour], **attributes)

    def sign(self, group: str, x: float, y: float, radius: float, *, hollow: bool = False) -> None:
        """The sign of a group of events; hollow where nobody says that it happened."""
        sign = theme.SIGNS[group]
        place = f"translate({number(x)} {number(y)}) scale({number(radius)})"
        paint = theme.LIGHT[sign.colour]
        cls, ground = (f"s-{sign.colour} f-paper", "paper") if hollow else (f"s-paper f-{sign.colour}", sign.colour)
        self.add(
            "path", cls, d=sign.path, transform=place, fill=theme.LIGHT[ground],
            stroke=paint if hollow else theme.LIGHT["paper"], stroke_width=0.36 if hollow else 0.16,
            stroke_linejoin="round",
        )  # fmt: skip

    def text(
        self,
        words: str,
        x: float,
        y: float,
        size: float,
        *,
        colour: str = "ink",
        bold: bool = False,
        anchor: str = "start",
        halo: str | None = None,
    ) -> None:
        """A line of text with its baseline at ``y``; ``halo`` is the colour of the ground it must stand out from."""
        shown: dict[str, float | str] = {"x": x, "y": y, "font_family": FAMILIES, "font_size": size}
        shown |= {"fill": theme.LIGHT[colour], "text_anchor": anchor}
        if bold:
            shown["font_weight"] = "600"
        if halo:
            # Painted under the letters, so that a line of the map never runs through a word.
            under = shown | {"fill": theme.LIGHT[halo], "stroke": theme.LIGHT[halo]}
            under |= {"stroke_width": HALO, "stroke_linejoin": "round"}
            self._parts.append(_element("text", f"s-{halo} f-{halo}", escape(words), under))
        self._parts.append(_element("text", f"f-{colour}", escape(words), shown))

    def finish(self, name: str, title: str, alt: str) -> Drawing:
        """The drawing, with its title and its description for those who do not see it."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" viewBox="0 0 {number(self.width)} '
            f'{number(self.height)}" width="{number(self.width)}" height="{number(self.height)}" role="img" '
            f'aria-labelledby="{name}-title {name}-desc">'
            f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(alt)}</desc>'
        )
        return Drawing(name, title, head + "".join(self._parts) + "</svg>", alt, self.width, self.height)


def _element(tag: str, cls: str, content: str, attributes: dict[str, float | str]) -> str:
    named = f' class="{cls}"' if cls else ""
    opening = f"<{tag}{named}{_attributes(attributes)}"
    return f"{opening}>{content}</{tag}>" if content else f"{opening}/>"


def _attributes(attributes: dict[str, float | str]) -> str:
    return "".join(
        f" {name.replace('_', '-')}={quoteattr(value if isinstance(value, str) else number(value))}"
        for name, value in attributes.items()
    )
