"""One tree, three dialects: what a div or a span of the report becomes in HTML, in Word and in typst."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape

from ploughshare.report.blocks import Blocks, Node, attributes, raw, rewrite, words
from ploughshare.report.drawing.svg import UNITS_PER_MM, Drawing
from ploughshare.report.pandoc import Document

Drawings = Mapping[str, Drawing]
Change = Callable[[Node], Blocks | None]

_TYPST_BLOCKS = {
    "key-data": "key-data",
    "label": "label-of",
    "value": "value-of",
    "finding": "finding",
    "nothing-drawn": "nothing-drawn",
    "findings": "findings",
}
"""Class of a div -> the function of style/report.typ that prints it."""

_WORD_STYLES = {
    "label": "Key Label",
    "value": "Key Value",
    "finding": "Finding",
    "nothing-drawn": "Aside Paragraph",
}
"""Class of a div -> the paragraph style of the Word document."""


def for_html(document: Document, drawings: Drawings) -> Document:
    """Drawings stand in the page as SVG; the panel is a region with a name of its own."""

    def division(node: Node) -> Blocks | None:
        (_, classes, pairs), inner = node["c"]
        if "drawing" in classes:
            drawing = drawings[dict(pairs)["data-drawing"]]
            head = f'<figure class="drawing-figure" id="figure-{escape(drawing.name)}">'
            pane = (
                f'<div class="pane" role="group" tabindex="0" aria-label="{escape(drawing.title)}">{drawing.svg}</div>'
            )
            return [raw("html", f"{head}<figcaption>"), *inner, raw("html", f"</figcaption>{pane}</figure>")]
        if "key-data" in classes:
            node = {"t": "Div", "c": [attributes("key-data", role="group", aria_label="Key data"), inner]}
            return [node]
        return None

    return _changed(document, {"Div": division})


def for_word(document: Document, drawings: Drawings) -> Document:
    """Drawings are pictures (``<name>.png`` in the working folder) with alt text; classes are named styles."""

    def division(node: Node) -> Blocks | None:
        (_, classes, pairs), inner = node["c"]
        if "drawing" in classes:
            drawing = drawings[dict(pairs)["data-drawing"]]
            size = f"{drawing.width / UNITS_PER_MM / 10:.2f}cm"
            triple = ["", [], [["width", size]]]
            picture = {"t": "Image", "c": [triple, [{"t": "Str", "c": drawing.alt}], [f"{drawing.name}.png", ""]]}
            caption = {"t": "Div", "c": [attributes(custom_style="Drawing Caption"), inner]}
            return [caption, {"t": "Para", "c": [picture]}]
        styles = [_WORD_STYLES[name] for name in classes if name in _WORD_STYLES]
        return [{"t": "Div", "c": [attributes(custom_style=styles[0]), inner]}] if styles else None

    def aside(node: Node) -> Blocks | None:
        (_, classes, _), inner = node["c"]
        return [{"t": "Span", "c": [attributes(custom_style="Aside"), inner]}] if "aside" in classes else None

    return _changed(document, {"Div": division, "Span": aside})


def for_typst(document: Document, drawings: Drawings) -> Document:
    """Divs and asides are calls of the functions of the typst template; drawings are ``<name>.svg`` beside the text."""

    def division(node: Node) -> Blocks | None:
        (_, classes, pairs), inner = node["c"]
        if "drawing" in classes:
            drawing = drawings[dict(pairs)["data-drawing"]]
            call = f"#drawing({_string(drawing.name + '.svg')}, {_string(drawing.alt)})["
            return [raw("typst", call), *inner, raw("typst", "]")]
        if "key-data" in classes:
            head = [block for block in inner if block["t"] == "Header"]
            tables = [block for block in inner if block["t"] == "Table"]
            facts = [block for block in inner if block["t"] not in ("Header", "Table")]
            begin, end = raw("typst", "#facts("), raw("typst", ")")
            return [raw("typst", "#key-data["), *head, begin, *facts, end, *tables, raw("typst", "]")]
        if "datum" in classes:
            return [raw("typst", "["), *inner, raw("typst", "],")]
        called = [_TYPST_BLOCKS[name] for name in classes if name in _TYPST_BLOCKS]
        if called:
            return [raw("typst", f"#{called[0]}["), *inner, raw("typst", "]")]
        # A block would keep what floats inside it from reaching the top of the page.
        return None if "lang" in dict(pairs) else list(inner)

    def span(node: Node) -> Blocks | None:
        (_, classes, _), inner = node["c"]
        if "aside" not in classes:
            return None
        return [{"t": "RawInline", "c": ["typst", "#aside["]}, *inner, {"t": "RawInline", "c": ["typst", "]"]}]

    def image(node: Node) -> Blocks | None:
        # Pandoc's own typst has no words for those who do not see the picture.
        _, inner, (file, title) = node["c"]
        said = " ".join(words(inner)) or title or "Picture"
        return [{"t": "RawInline", "c": ["typst", f"#picture({_string(file)}, {_string(said)})"]}]

    return _changed(_headed(document), {"Div": division, "Span": span, "Image": image})


def _headed(document: Document) -> Document:
    """The heading right before the key data goes into the panel: on the page the panel floats away from it."""
    blocks: Blocks = []
    for block in document["blocks"]:
        is_panel = block["t"] == "Div" and ["what", "key-data"] in block["c"][0][2]
        if is_panel and blocks and blocks[-1]["t"] == "Header":
            given, (panel, *rest) = block["c"]
            headed = {"t": "Div", "c": [panel["c"][0], [blocks.pop(), *panel["c"][1]]]}
            blocks.append({"t": "Div", "c": [given, [headed, *rest]]})
        else:
            blocks.append(block)
    return {**document, "blocks": blocks}


def _changed(document: Document, change: Mapping[str, Change]) -> Document:
    return {**document, "blocks": rewrite(document["blocks"], change)}


def _string(words: str) -> str:
    """A string literal of typst; its escapes are those of JSON for everything that a record may hold."""
    return json.dumps(words, ensure_ascii=False)
