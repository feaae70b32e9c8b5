"""figures.json: each figure that the report prints, followed back to its claims, their sources, and who said it first.

Its shape is published in ``figures.schema.json`` beside this file. Everything in it comes from the ledger of the
report's readers, so nothing in it is hidden from them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from importlib import resources
from typing import Any

from ploughshare import figure as figures
from ploughshare.evidence.ledger import Ledger
from ploughshare.figure import Figure
from ploughshare.record.package import Package, Row
from ploughshare.report import blocks
from ploughshare.report.pandoc import Document
from ploughshare.report.prose import accounted, computed
from ploughshare.report.prose.reading import Prose

FORMAT = 1

Json = dict[str, Any]


@dataclass(frozen=True)
class Printed:
    """Where a figure stands in the report: in which section and in which sentence of it, or in which part drawn from
    the record; in what words; and whether these are tied to a claim, to the figure, computed, or of the land account.
    """

    words: str
    tied_to: str
    id: str
    section: str
    anchor: str
    sentence: int | None
    part: str | None


def content(prose: Prose, document: Document, ledger: Ledger) -> Json:
    """What figures.json says of a report: ``document`` is the narrative with its parts filled from the record."""
    places = where_printed(prose, document, ledger)
    by_figure = {name: found for name, found in places.items() if not _is_expression(name)}
    expressions = sorted((name, found) for name, found in places.items() if _is_expression(name))
    package = ledger.package
    _with_inputs(package, by_figure)
    rows = [(row, by_figure[row["id"]]) for row in package.rows("figures") if row["id"] in by_figure]
    answered = [account(ledger, row, found) for row, found in rows]
    return {
        "format": FORMAT,
        "record": {
            name: package.meta.get(name) for name in ("country", "name", "title", "edition", "as_of", "published")
        },
        "figures": answered,
        "computed": [_computed(ledger, *entry) for entry in expressions if not accounted.is_asked(entry[0])],
        "account": [posting(ledger, *entry) for entry in expressions if accounted.is_asked(entry[0])],
        "sources": [_source(package, row) for row in package.rows("sources") if row["id"] in _cited(answered)],
    }


def where_printed(prose: Prose, document: Document, ledger: Ledger) -> dict[str, list[Printed]]:
    """Each figure and each expression that the report prints, with its places; one that only goes into an expression
    has none. ``document`` as in ``content``."""
    places: dict[str, list[Printed]] = defaultdict(list)
    for printed in [*_in_sentences(prose), *_in_parts(document)]:
        if printed.tied_to == "computed":
            places[printed.id].append(printed)
            for name in computed.parse(printed.id).inputs:
                places.setdefault(name, [])
        elif printed.tied_to == "account":
            places[printed.id].append(printed)
        elif figure_id := _figure_of(ledger, printed):
            places[figure_id].append(printed)
    return places


def _is_expression(name: str) -> bool:
    return " " in name  # a rule and the figures it takes, or a line of the account and its year; an id has no space


def written(content: Json) -> str:
    """The text of figures.json; the same content gives the same bytes."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def schema() -> Json:
    """The JSON Schema of figures.json."""
    text = (resources.files("ploughshare.report") / "figures.schema.json").read_text(encoding="utf-8")
    loaded: Json = json.loads(text)
    return loaded


def _in_sentences(prose: Prose) -> Iterator[Printed]:
    kinds = {"claims": "claim", "figures": "figure", "computed": "computed", "account": "account"}
    for tie in prose.ties:
        if tie.table in kinds:
            sentence = prose.sentences[tie.sentence]
            yield Printed(
                tie.words, kinds[tie.table], tie.id, sentence.section, sentence.anchor, sentence.ordinal, part=None
            )


_TIED_TO = {"data-claim": "claim", "data-figure": "figure", "data-compute": "computed", "data-account": "account"}


def _in_parts(document: Document) -> Iterator[Printed]:
    """The ties in what was drawn from the record: in divs of class ``from-record``, under the heading above them."""
    section = anchor = ""
    for node in document["blocks"]:
        if node["t"] == "Header":
            section, anchor = " ".join(blocks.words(node["c"][2])), node["c"][1][0]
        for part, span in _tied_spans(node, None):
            for key, id in span["c"][0][2]:
                if part and key in _TIED_TO:
                    words = " ".join(blocks.words(span["c"][1]))
                    yield Printed(words, _TIED_TO[key], id, section, anchor, sentence=None, part=part)


def _tied_spans(nodes: Any, part: str | None) -> Iterator[tuple[str | None, blocks.Node]]:
    if isinstance(nodes, list):
        for node in nodes:
            yield from _tied_spans(node, part)
    elif isinstance(nodes, dict):
        if nodes.get("t") == "Div" and "from-record" in nodes["c"][0][1]:
            part = dict(nodes["c"][0][2]).get("what", part)
        if nodes.get("t") == "Span" and "tie" in nodes["c"][0][1]:
            yield part, nodes
        yield from _tied_spans(nodes.get("c"), part)


def _with_inputs(package: Package, by_figure: dict[str, list[Printed]]) -> None:
    """Add what the printed figures are computed from, so that these can be followed back too."""
    waiting = list(by_figure)
    while waiting:
        row = package.row("figures", waiting.pop())
        for name in row["inputs"] if row else ():
            if name not in by_figure:
                by_figure[name] = []
                waiting.append(name)


def _figure_of(ledger: Ledger, printed: Printed) -> str | None:
    if printed.tied_to == "figure":
        return printed.id
    claim = ledger.package.row("claims", printed.id)
    return str(claim["figure"]) if claim else None


def account(ledger: Ledger, row: Row, places: Iterable[Printed] = ()) -> Json:
    """One figure as plain data: what is shown and by which rule, its claims and what each rests on."""
    shown = ledger.shown(row["id"])
    return {
        "id": row["id"],
        "title": row["title"],
        "subject": row["subject"],
        "measure": row["measure"],
        "period": row["period"],
        "shown": {
            "words": figures.say(shown.figure) if shown.figure else None,
            "category": shown.category,
            "rule": shown.rule,
            "reason": shown.reason,
            "claims": list(shown.claims),
            "rivals": list(shown.rivals),
            "independent_roots": ledger.corroboration(row["id"]),
        },
        "derived": {"rule": row["derived_by"], "inputs": list(row["inputs"])} if row["derived_by"] else None,
        "printed": [asdict(place) for place in places],
        "claims": [_claim(ledger, claim) for claim in ledger.claims_of(row["id"])],
    }


def _computed(ledger: Ledger, expression: str, places: Iterable[Printed]) -> Json:
    computation = computed.parse(expression)
    try:
        words = figures.say(computed.compute(ledger, expression))
    except computed.CannotComputeError:
        words = None
    return {
        "expression": expression,
        "rule": computation.rule,
        "inputs": list(computation.inputs),
        "words": words,
        "printed": [asdict(place) for place in places],
    }


def posting(ledger: Ledger, expression: str, places: Iterable[Printed] = ()) -> Json:
    """A question to the account as plain data: what answers it, stated and measured, and the rows it is made of."""
    question = accounted.parse(expression)
    asked = {"name": question.name, "year": question.year, "group": question.group}
    asked |= {"place": question.place, "organisation": question.organisation}
    asked |= {"basis": "stated" if question.stated else "measured", "printed": [asdict(place) for place in places]}
    try:
        answer = accounted.answer(ledger, question)
        words = figures.say(answer.figure(question))
    except computed.CannotComputeError:
        return {"expression": expression, **asked, "words": None, "stated": None, "measured": None, "rows": []}
    return {
        "expression": expression,
        **asked,
        "words": words,
        "stated": _numbers(accounted.whole(answer.stated)) if answer.stated else None,
        "measured": _numbers(accounted.whole(answer.measured)),
        "rows": [{"table": table, "id": id, "amount": round(m)} for table, id, m in answer.rows if round(m)],
    }


def _claim(ledger: Ledger, claim: Row) -> Json:
    value = ledger.figure_of(claim)
    return {
        "id": claim["id"],
        **_numbers(value),
        "category": claim["category"],
        "words": figures.say(value),
        "as_of": claim["as_of"],
        "reporter": _named(ledger.package, claim["reporter"]),
        "reported": claim["reported"],
        "rank": claim["rank"],
        "rank_reason": claim["rank_reason"],
        "citations": [_citation(ledger.package, row) for row in ledger.citations_of("claims", claim["id"])],
    }


def _numbers(value: Figure) -> Json:
    return {
        "state": str(value.state),
        "kind": str(value.kind) if value.kind else None,
        "low": _number(value.low),
        "best": _number(value.best),
        "high": _number(value.high),
        "unit": value.unit,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _citation(package: Package, row: Row) -> Json:
    return {
        "source": row["source"],
        "relation": row["relation"],
        "locator": row["locator"],
        "via": row["via"],
        "via_locator": row["via_locator"],
        "root": _named(package, row["root"]),
        "root_state": row["root_state"],
        "root_reason": row["root_reason"],
    }


def _named(package: Package, organisation: str | None) -> Json | None:
    row = package.row("organisations", organisation) if organisation else None
    return {"id": row["id"], "name": row["name"]} if row else None


def _cited(answered: Iterable[Json]) -> set[str]:
    citations = [citation for figure in answered for claim in figure["claims"] for citation in claim["citations"]]
    return {citation[column] for citation in citations for column in ("source", "via") if citation[column]}


def _source(package: Package, row: Row) -> Json:
    return {
        "id": row["id"],
        "kind": row["kind"],
        "title": row["title"],
        "container_title": row["container_title"],
        "publisher": _named(package, row["publisher"]),
        "issued": row["issued"],
        "url": row["url"],
        "seen": row["seen"],
    }
