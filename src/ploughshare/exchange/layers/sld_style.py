"""A legend as SLD 1.1 (Styled Layer Descriptor), for programs that do not read QGIS's own styles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from ploughshare.exchange.layers.looks import Look, Symbol
from ploughshare.exchange.layers.model import LandLayer

_MM_TO_PIXEL = 1 / 0.28
"""SLD counts in pixels of 0.28 mm."""


def sld(layer: LandLayer, legend: Sequence[Look]) -> str:
    """The style of a layer. Rules of SLD all apply at once, so each leaves out what those before it took."""
    rules = "".join(_rule(legend, number, str(layer.drawn_as)) for number in range(len(legend)))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<StyledLayerDescriptor version="1.1.0" xmlns="http://www.opengis.net/sld" '
        'xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc">'
        f"<NamedLayer><se:Name>{layer.name}</se:Name><UserStyle><se:Name>{layer.name}</se:Name>"
        f"<se:FeatureTypeStyle>{rules}</se:FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>\n"
    )


def _rule(legend: Sequence[Look], number: int, drawn_as: str) -> str:
    look = legend[number]
    if look.conditions:
        terms = [_fits(look), *(f"<ogc:Not>{_fits(before)}</ogc:Not>" for before in legend[:number])]
        condition = f"<ogc:Filter>{_all(terms)}</ogc:Filter>"
    else:
        condition = "<se:ElseFilter/>" if number else ""
    words = escape(look.label)
    return (
        f"<se:Rule><se:Name>{words}</se:Name><se:Description><se:Title>{words}</se:Title></se:Description>"
        f"{condition}{_symbolizer(look.symbol, drawn_as)}</se:Rule>"
    )


def _fits(look: Look) -> str:
    return _all(
        [
            _any(
                f"<ogc:PropertyIsEqualTo><ogc:PropertyName>{field}</ogc:PropertyName>"
                f"<ogc:Literal>{escape(value)}</ogc:Literal></ogc:PropertyIsEqualTo>"
                for value in values
            )
            for field, values in look.conditions
        ]
    )


def _all(terms: Sequence[str]) -> str:
    return terms[0] if len(terms) == 1 else f"<ogc:And>{''.join(terms)}</ogc:And>"


def _any(terms: Iterable[str]) -> str:
    listed = list(terms)
    return listed[0] if len(listed) == 1 else f"<ogc:Or>{''.join(listed)}</ogc:Or>"


def _symbolizer(symbol: Symbol, drawn_as: str) -> str:
    if "Point" in drawn_as:
        graphic = (
            f"<se:Mark><se:WellKnownName>{symbol.mark}</se:WellKnownName>{_solid(symbol)}{_stroke(symbol)}</se:Mark>"
        )
        size = f"<se:Size>{symbol.size_mm * _MM_TO_PIXEL:.1f}</se:Size>"
        return f"<se:PointSymbolizer><se:Graphic>{graphic}{size}</se:Graphic></se:PointSymbolizer>"
    if "Line" in drawn_as:
        return f"<se:LineSymbolizer>{_stroke(symbol)}</se:LineSymbolizer>"
    fill = _hatch(symbol) if symbol.is_hatched else _solid(symbol) if symbol.opacity else ""
    return f"<se:PolygonSymbolizer>{fill}{_stroke(symbol)}</se:PolygonSymbolizer>"


def _solid(symbol: Symbol) -> str:
    return f"<se:Fill>{_parameter('fill', symbol.colour)}{_parameter('fill-opacity', f'{symbol.opacity:g}')}</se:Fill>"


def _hatch(symbol: Symbol) -> str:
    line = f"<se:Stroke>{_parameter('stroke', symbol.colour)}{_parameter('stroke-width', '1')}</se:Stroke>"
    mark = f"<se:Mark><se:WellKnownName>slash</se:WellKnownName>{line}</se:Mark><se:Size>7</se:Size>"
    return f"<se:Fill><se:GraphicFill><se:Graphic>{mark}</se:Graphic></se:GraphicFill></se:Fill>"


def _stroke(symbol: Symbol) -> str:
    dashes = _parameter("stroke-dasharray", "4 2") if symbol.is_dashed else ""
    width = _parameter("stroke-width", f"{symbol.edge_mm * _MM_TO_PIXEL:.1f}")
    return f"<se:Stroke>{_parameter('stroke', symbol.edge)}{width}{dashes}</se:Stroke>"


def _parameter(name: str, value: str) -> str:
    return f'<se:SvgParameter name="{name}">{value}</se:SvgParameter>'
