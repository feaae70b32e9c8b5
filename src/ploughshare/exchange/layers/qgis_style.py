"""A legend as QML, which QGIS reads from a GeoPackage by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

from ploughshare.exchange.layers.looks import NAMES, Look, Symbol, base
from ploughshare.exchange.layers.model import LandLayer

_OVER_POINT, _AROUND_POINT = 1, 0


def qml(layer: LandLayer, legend: Sequence[Look]) -> str:
    """The style of a layer: a rule for each line of the legend, and names where the table has some."""
    rules, symbols = [], []
    for number, look in enumerate(legend):
        # The rules of QGIS all apply at once: each leaves out what those before it took.
        rules.append(
            f'<rule key="rule{number}" symbol="{number}" label={quoteattr(look.label)} '
            f"filter={quoteattr(_filter(legend, number))}/>"
        )
        symbols.append(_symbol(number, look.symbol, str(layer.drawn_as)))
    name, shown_from = NAMES.get(base(layer), (None, 0))
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        f'<qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="{int(name is not None)}">'
        '<renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="0">'
        f'<rules key="rules">{"".join(rules)}</rules><symbols>{"".join(symbols)}</symbols></renderer-v2>'
        f"{_labels(name, shown_from, str(layer.drawn_as)) if name else ''}"
        "<blendMode>0</blendMode><featureBlendMode>0</featureBlendMode><layerOpacity>1</layerOpacity></qgis>\n"
    )


def _filter(legend: Sequence[Look], number: int) -> str:
    look = legend[number]
    if not look.conditions:
        return "ELSE" if number else "TRUE"
    own = _fits(look)
    earlier = [f"NOT ({_fits(before)})" for before in legend[:number] if _may_both(before, look)]
    return " AND ".join([own, *earlier])


def _fits(look: Look) -> str:
    """Whether a row fits, in QGIS's words; a cell that is empty fits nothing."""
    parts = []
    for field, values in look.conditions:
        listed = ", ".join(f"'{value}'" for value in values)
        parts.append(f"coalesce(\"{field}\", '') IN ({listed})")
    return " AND ".join(parts)


def _may_both(one: Look, other: Look) -> bool:
    """Whether a row may fit both: no field has values in the one that it cannot have in the other."""
    wanted = dict(other.conditions)
    return all(field not in wanted or set(values) & set(wanted[field]) for field, values in one.conditions)


def _symbol(number: int, symbol: Symbol, drawn_as: str) -> str:
    if "Point" in drawn_as:
        kind, layers = "marker", [_marker(symbol)]
    elif "Line" in drawn_as:
        kind, layers = "line", [("SimpleLine", {"line_color": _rgba(symbol.edge), "line_width": f"{symbol.edge_mm}"})]
    else:
        kind, layers = "fill", list(_fill(symbol))
    return (
        f'<symbol type="{kind}" name="{number}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f"{''.join(_layer(name, options) for name, options in layers)}</symbol>"
    )


def _layer(name: str, options: dict[str, str]) -> str:
    inner = "".join(f'<Option type="QString" name="{key}" value="{value}"/>' for key, value in options.items())
    # QGIS before 3.18 reads <prop>, later ones <Option>.
    older = "".join(f'<prop k="{key}" v="{value}"/>' for key, value in options.items())
    nested = _hatch_line(options) if name == "LinePatternFill" else ""
    return (
        f'<layer class="{name}" pass="0" locked="0" enabled="1"><Option type="Map">{inner}</Option>'
        f"{older}{nested}</layer>"
    )


def _hatch_line(options: dict[str, str]) -> str:
    line = _layer("SimpleLine", {"line_color": options["color"], "line_width": "0.3", "line_width_unit": "MM"})
    return f'<symbol type="line" name="@0@0" alpha="1" clip_to_extent="1" force_rhr="0">{line}</symbol>'


def _fill(symbol: Symbol) -> Iterator[tuple[str, dict[str, str]]]:
    if symbol.is_hatched:
        colour = _rgba(symbol.colour, symbol.opacity)
        yield "LinePatternFill", {"angle": "45", "distance": "1.8", "distance_unit": "MM", "color": colour}
    yield (
        "SimpleFill",
        {
            "color": _rgba(symbol.colour, symbol.opacity),
            "style": "no" if symbol.is_hatched or not symbol.opacity else "solid",
            "outline_color": _rgba(symbol.edge),
            "outline_style": "dash" if symbol.is_dashed else "solid",
            "outline_width": f"{symbol.edge_mm}",
            "outline_width_unit": "MM",
            "joinstyle": "round",
        },
    )


def _marker(symbol: Symbol) -> tuple[str, dict[str, str]]:
    return (
        "SimpleMarker",
        {
            "name": symbol.mark,
            "color": _rgba(symbol.colour, max(symbol.opacity, 0.6)),
            "size": f"{symbol.size_mm}",
            "size_unit": "MM",
            "outline_color": _rgba(symbol.edge),
            "outline_width": f"{symbol.edge_mm}",
            "outline_style": "solid",
        },
    )


def _rgba(colour: str, opacity: float = 1.0) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},{round(opacity * 255)}"


def _labels(name: str, shown_from: int, drawn_as: str) -> str:
    placement = _AROUND_POINT if "Point" in drawn_as else _OVER_POINT
    return (
        '<labeling type="simple"><settings calloutType="simple">'
        f'<text-style fieldName={quoteattr(name)} isExpression="1" fontSize="8" fontSizeUnit="Point" '
        'textColor="36,31,26,255" textOpacity="1" namedStyle="Regular" fontWeight="50">'
        '<text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" '
        'bufferOpacity="0.85" bufferNoFill="1"/></text-style>'
        f'<placement placement="{placement}" dist="1" distUnits="MM" priority="5"/>'
        f'<rendering drawLabels="1" scaleVisibility="1" scaleMin="0" scaleMax="{shown_from}" obstacle="1" '
        'displayAll="0" fontLimitPixelSize="0"/></settings></labeling>'
    )
