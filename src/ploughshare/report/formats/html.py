"""The report as HTML: a fragment with its contents list, and the self-contained page made around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

from ploughshare.report import fonts, pandoc, theme
from ploughshare.report.blocks import Blocks, Node, rewrite
from ploughshare.report.drawing.svg import Drawing
from ploughshare.report.edition import Edition
from ploughshare.report.formats import adapt
from ploughshare.report.pandoc import Document, Running

_STYLE = Path(__file__).parent.parent / "style"
_TEMPLATE = "$toc$\n<!-- body -->\n$body$"
_CELL_STYLE = re.compile(r'<(col|th|td) style="(?:text-align: (?:left|right);|width: (\d+(?:\.\d+)?)%)"( /)?>')
_BACK = re.compile(r'(<a\s+href="#fnref(\d+)"\s+class="footnote-back"\s+role="doc-backlink")>[^<]*</a>')
_TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
_COLUMNS = re.compile(r"<colgroup>.*?</colgroup>\n?", re.DOTALL)
_NOTES = re.compile(r'<(section|aside) id="footnotes"([^>]*)>')

Link = Callable[[str, str], str | None]
"""(kind of tie, id) -> the address of its page, or None where it has none; claim, figure, event, topic or compute."""


@dataclass(frozen=True)
class Fragment:
    """The body of the report and the list of its contents, as HTML that a strict content security policy allows."""

    contents: str
    body: str


class Writing:
    """Pandoc writing the fragment; ``fragment()`` waits for it."""

    def __init__(
        self, document: Document, drawings: Mapping[str, Drawing], folder: Path, *, link: Link | None = None
    ) -> None:
        adapted = adapt.for_html(document, drawings)
        if link is not None:
            adapted = {**adapted, "blocks": rewrite(adapted["blocks"], {"Span": lambda node: _linked(node, link)})}
        template = folder / "fragment.html"
        template.write_text(_TEMPLATE, encoding="utf-8")
        arguments = ["-f", "json", "-t", "html5", "--toc", "--toc-depth=2", "--wrap=none", f"--template={template}"]
        arguments += ["--shift-heading-level-by=1", "--embed-resources=false"]
        self._running = Running(arguments, pandoc.serialised(adapted), folder=folder)

    def fragment(self) -> Fragment:
        """The finished fragment."""
        written = self._running.result().content.decode("utf-8")
        contents, _, body = written.partition("<!-- body -->")
        body = _accessible(body.strip())
        if 'id="notes"' in body:
            contents = contents.strip().removesuffix("</ul>") + '<li><a href="#notes">Notes</a></li>\n</ul>'
        return Fragment(contents.strip(), body)


def page(fragment: Fragment, edition: Edition) -> bytes:
    """The page that needs nothing but itself: styles, the glyphs it uses and drawings inside, no script."""
    summary = f'<p class="summary">{escape(edition.summary)}</p>\n' if edition.summary else ""
    subtitle = f'<p class="subtitle">{escape(edition.subtitle)}</p>\n' if edition.subtitle else ""
    colophon = [edition.foot, f"Licence: {edition.licence}" if edition.licence else ""]
    words = {
        "lang": escape(edition.language),
        "document_title": escape(edition.document_title),
        "title": escape(edition.title),
        "subtitle": subtitle,
        "summary": escape(edition.summary or edition.document_title),
        "summary_paragraph": summary,
        "kicker": escape(edition.kicker),
        "dated": escape(edition.dated),
        "published": edition.moment.date().isoformat(),
        "draft": '<div class="draft-mark" aria-hidden="true">Draft</div>\n' if edition.draft else "",
        "contents": fragment.contents,
        "body": fragment.body,
        "colophon": "\n".join(f"<p>{escape(line)}</p>" for line in colophon if line),
    }
    words["styles"] = (
        f"{fonts.web_faces([re.sub('<[^>]*>', '', fragment.body), edition.foot, edition.title])}\n{styles()}"
    )
    template = (_STYLE / "page.html").read_text(encoding="utf-8")
    return re.sub(r"\{(\w+)\}", lambda found: words[found[1]], template).encode("utf-8")


def styles() -> str:
    """The style sheet of the page: that of the house, and the page's own frame."""
    return f"{house_styles()}\n{_sheet('page')}"


def house_styles() -> str:
    """What page and site share: the palette in light and dark, type, tables, drawings, and the text of a report."""
    return (
        f":root{{{theme.css_variables(theme.LIGHT)}}}\n"
        f"@media (prefers-color-scheme: dark){{@media screen{{:root{{{theme.css_variables(theme.DARK)}}}}}}}\n"
        f"{drawing_styles()}\n{_sheet('base')}\n{_sheet('report')}"
    )


def _sheet(name: str) -> str:
    return (_STYLE / f"{name}.css").read_text(encoding="utf-8")


def drawing_styles() -> str:
    """What lets a page recolour the drawings: a rule for each colour of the palette, filled and stroked."""
    names = [(name, name.replace("_", "-")) for name in theme.LIGHT if not name.startswith(("on-", "alert"))]
    return "".join(
        f".drawing .f-{name}{{fill:var(--{variable})}}.drawing .s-{name}{{stroke:var(--{variable})}}"
        for name, variable in names
    )


def _linked(node: Node, link: Link) -> Blocks | None:
    """A tied span as a link to its page."""
    (id, classes, pairs), inner = node["c"]
    ties = [(key.removeprefix("data-"), value) for key, value in pairs if key.startswith("data-")]
    if "tie" not in classes or not ties or (address := link(*ties[0])) is None:
        return None
    return [{"t": "Link", "c": [[id, classes, pairs], inner, [address, ""]]}]


def _accessible(body: str) -> str:
    """What pandoc leaves out: scope on headers, panes that scroll by keyboard, words on the way back from a note.

    Inline styles go: a strict content security policy would refuse them, and the columns need none.
    """
    body = _CELL_STYLE.sub(lambda found: f"<{found[1]}{found[3] or ''}>", body)
    body = _TABLE.sub(lambda found: _table(found[0]), _COLUMNS.sub("", body))
    body = _BACK.sub(r'\1 aria-label="Back to the text at note \2">↑</a>', body)
    return _NOTES.sub(r'<\1 id="footnotes"\2><h2 id="notes">Notes</h2>', body)


def _table(markup: str) -> str:
    head, end, rows = markup.partition("</thead>")
    caption = _CAPTION.search(head)
    # Unescaped and escaped again: a quotation mark is harmless in a caption, and would end the attribute.
    label = escape(unescape(" ".join(re.sub("<[^>]*>", "", caption[1]).split()))) if caption else "Table"
    scoped = head.replace("<th>", '<th scope="col">') + end + rows.replace("<th>", '<th scope="row">')
    return f'<div class="table-pane" role="group" tabindex="0" aria-label="{label}">{scoped}</div>'
