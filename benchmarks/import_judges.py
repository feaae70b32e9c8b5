"""What an importer read of a report, held against labels made by hand: right ones of all, thing by thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.draft import Confidence, Draft, Proposal, typed
from ploughshare.exchange.country_report.matching import of_claim
from ploughshare.exchange.country_report.notes.identity import folded
from ploughshare.figure import Figure, State, agree, missing, parse
from ploughshare.record.contracts import CLAIMS


@dataclass
class Tally:
    """Right ones of all, for each thing that is measured; and of what was marked confident."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def count(self, measure: str, miss: str = "", *, is_right: bool, confident: bool | None = None) -> None:
        """One more judged; ``confident`` where the importer said how sure it was."""
        self.all[measure] += 1
        self.right[measure] += is_right
        if confident:
            for name in ("confident", f"confident {measure}"):
                self.all[name] += 1
                self.right[name] += is_right
        if miss and not is_right:
            self.misses.append(f"{measure}: {miss}")

    def add(self, other: Tally) -> None:
        """What was judged elsewhere as well."""
        self.right += other.right
        self.all += other.all


def judge_notes(draft: Draft, wanted: Mapping[str, Any], tally: Tally) -> None:
    """Notes found, what each cites, Ibid. and short forms, and the fields of each source."""
    notes = {note.values["number"]: note for note in draft.of("notes")}
    rows = {str(source.values["id"]): source for source in draft.of("sources")}
    first: dict[str, str | None] = {}
    seen: set[str] = set()
    for label in wanted["notes"]:
        note = notes.get(label["number"])
        tally.count("notes", f"note {label['number']}", is_right=note is not None)
        if note is None:
            continue
        tally.count("called", f"note {label['number']}", is_right="call" not in note.reason)
        pairs, extra = _aligned(label["cites"], note.values["cites"], wanted["sources"], rows)
        tally.count("cites", f"note {label['number']}", is_right=not extra and all(pairs.values()))
        for at, cite in enumerate(label["cites"]):
            got = pairs.get(at)
            id = got.get("source") if got else None
            sure = bool(got) and "doubt" not in (got or {})
            if cite["form"] == "full":
                key = cite["source"][0]
                first.setdefault(key, id)
                if key not in seen:
                    seen.add(key)
                    _judge_source(key, wanted["sources"][key], rows.get(id or ""), tally)
                continue
            is_right = id is not None and id in {first.get(key) for key in cite["source"]}
            tally.count(cite["form"], f"note {label['number']} got {id}", is_right=is_right, confident=sure)


def _aligned(
    cites: Sequence[Mapping[str, Any]],
    got: Sequence[Mapping[str, Any]],
    sources: Mapping[str, Any],
    rows: Mapping[str, Proposal],
) -> tuple[dict[int, Mapping[str, Any] | None], int]:
    """Each label with the citation that is most like it, none twice; and how many are left over."""
    free = list(range(len(got)))
    pairs: dict[int, Mapping[str, Any] | None] = {}
    for at, cite in enumerate(cites):
        best = max(free, key=lambda n: _likeness(cite, got[n], sources, rows) - abs(n - at) / 100, default=None)
        pairs[at] = got[best] if best is not None else None
        if best is not None:
            free.remove(best)
    return pairs, len(free)


def _likeness(
    cite: Mapping[str, Any], got: Mapping[str, Any], sources: Mapping[str, Any], rows: Mapping[str, Proposal]
) -> float:
    label, row = sources[cite["source"][0]], rows.get(str(got.get("source")))
    if row is None:
        return 0.1
    return (label.get("issued") == row.values.get("issued")) + (row.values["kind"] in label["kind"]) / 2


def _judge_source(key: str, label: Mapping[str, Any], row: Proposal | None, tally: Tally) -> None:
    sure = row is not None and row.confidence is Confidence.CONFIDENT
    values = row.values if row else {}
    is_right = values.get("kind") in label["kind"]
    tally.count("kind", f"{key}: {values.get('kind')}", is_right=is_right, confident=sure)
    if "publisher" in label:
        names = [values.get("container_title"), values.get("publisher_name")]
        names += [author.get("literal") for author in values.get("authors", ())]
        is_right = any(_is_same(label["publisher"], name) for name in names if name)
        tally.count("publisher", f"{key}: {names}", is_right=is_right, confident=sure)
    if "issued" in label:
        is_right = values.get("issued") == label["issued"]
        tally.count("date", f"{key}: {values.get('issued')}", is_right=is_right, confident=sure)


def _is_same(label: str, name: str) -> bool:
    return folded(label) in folded(name) or folded(name) == folded(label)


def judge_structure(draft: Draft, wanted: Mapping[str, Any], tally: Tally) -> None:
    """The fields of the panel, the cells of the tables, scores, recommendations, capacity and sections."""
    _judge_panel(draft, wanted, tally)
    tables = {table.values["number"]: table for table in draft.of("tables")}
    tally.count("tables", f"{len(tables)} of {len(wanted['tables'])}", is_right=len(tables) == len(wanted["tables"]))
    for label in wanted["tables"]:
        _judge_table(label, tables.get(label["number"]), tally)
    _judge_scores(draft, wanted["scores"], tally)
    recommended = [row.values for row in sorted(draft.of("recommendations"), key=lambda row: row.values["number"])]
    names = {row.values["id"]: row.values for row in draft.of("organisations")}
    for at, label in enumerate(wanted["recommendations"]):
        who = names.get(recommended[at].get("addressee"), {}) if at < len(recommended) else {}
        got = {folded(who.get("name")), folded(who.get("short_name"))}
        tally.count("recommendations", f"{at + 1}: {who}", is_right=folded(label["addressee"]) in got)
    tally.count("recommendations", "number", is_right=len(recommended) == len(wanted["recommendations"]))
    listed = Counter((row.values["category"], folded(row.values["statement"])) for row in draft.of("capacity"))
    for label in wanted["capacity"]:
        key = (label["category"], folded(label["words"]))
        tally.count("capacity", str(key), is_right=listed[key] > 0)
    heads = Counter((folded(row.values["title"]), row.values.get("part")) for row in draft.of("sections"))
    for label in wanted["sections"]:
        tally.count("sections", label["title"], is_right=heads[folded(label["title"]), label.get("part")] > 0)


def _judge_panel(draft: Draft, wanted: Mapping[str, Any], tally: Tally) -> None:
    read: dict[tuple[Any, ...], Proposal] = {}
    for proposal in draft.of("panel"):
        values = proposal.values
        at = (
            (values.get("measure"), values.get("year"))
            if values["field"] == "output"
            else (values.get("step"), values.get("date"))
        )
        key = folded(values.get("name")) if values["field"] == "operator" else at
        read[values["field"], key] = proposal
    panel = wanted["panel"]
    for name, field_name in (("article5", "article_5"), ("contamination", "contamination")):
        if panel.get(name):
            _judge_field(field_name, panel[name], read.get((field_name, (None, None))), tally)
    for label in panel["outputs"]:
        _judge_field("output", label, read.get(("output", (label["measure"], label["year"]))), tally)
    for label in panel["operators"]:
        _judge_field("operator", label, read.get(("operator", folded(label["name"]))), tally)
    for label in wanted["deadlines"]:
        _judge_field("deadline", label, read.get(("deadline", (label["step"], label.get("date")))), tally)
    known = len(panel["outputs"]) + len(panel["operators"]) + len(wanted["deadlines"])
    extra = len(read) - known - bool(panel.get("article5")) - bool(panel.get("contamination"))
    tally.count("panel", f"{extra} fields too many", is_right=extra <= 0)


_RENAMED = {"category": "class"}
_UNJUDGED = ("spans", "stars", "footnote", "name", "measure", "year", "step")


def _judge_field(what: str, label: Mapping[str, Any], read: Proposal | None, tally: Tally) -> None:
    sure = read is not None and read.confidence is Confidence.CONFIDENT
    values = read.values if read is not None else {}
    judged = [name for name in label if name not in _UNJUDGED]
    for name in judged or ["name"]:
        if name in ("figure", "included"):
            columns = values.get("included") if name == "included" else values
            is_right = read is not None and _is_figure(label[name], columns)
        elif name == "name" or not judged:
            is_right = read is not None
        else:
            is_right = read is not None and values.get(_RENAMED.get(name, name)) == label[name]
        tally.count("panel", f"{what} {name}: {label} got {dict(values)}", is_right=is_right, confident=sure)


def _is_figure(label: str | None, columns: Mapping[str, Any] | None) -> bool:
    """Whether columns of a claim hold the figure of a label, such as "about 1 km2" or "not_reported"."""
    if label is None or not columns or "state" not in columns:
        return label is None and not (columns and "state" in columns)
    try:
        row = {name: typed(CLAIMS.column(name), columns.get(name)) for name in ("state", *_CLAIM)}
        return _figure(label) == of_claim(row)
    except PloughshareError:
        return False


_CLAIM = ("kind", "low", "best", "high", "unit", "rounded_to")


def _figure(words: str, unit: str | None = None) -> Figure:
    if words in {state.value for state in State}:
        return missing(State(words))
    return parse(words, unit)


def _judge_table(label: Mapping[str, Any], read: Proposal | None, tally: Tally) -> None:
    sure = read is not None and read.confidence is Confidence.CONFIDENT
    rows = read.values["rows"] if read is not None else []
    for at, row in enumerate(label["rows"]):
        got = rows[at]["cells"] if at < len(rows) else []
        for column, cell in enumerate(row["cells"]):
            its = got[column] if column < len(got) else {}
            is_right = folded(its.get("words")) == folded(cell["words"])
            if cell.get("figure"):
                is_right = is_right and _is_figure(cell["figure"], its.get("figure"))
            where = f"table {label['number']} row {at + 1} column {column + 1}"
            tally.count("cells", f"{where}: {cell.get('words')} got {its}", is_right=is_right, confident=sure)


def _judge_scores(draft: Draft, wanted: Mapping[str, Any] | None, tally: Tally) -> None:
    read = {folded(row.values["criterion"]): row.values for row in draft.of("scores")}
    if wanted is None:
        return
    years = [str(year) for year in wanted["years"]]
    for label in wanted["criteria"]:
        got = read.get(folded(label["criterion"]), {})
        is_right = got.get("weight") == label["weight"] and got.get("scores") == dict(
            zip(years, label["scores"], strict=True)
        )
        tally.count("scores", f"{label} got {got}", is_right=is_right)
    average = read.get("average", {})
    is_right = (
        average.get("scores") == dict(zip(years, wanted["average"], strict=True))
        and average.get("band") == wanted["band"]
    )
    tally.count("scores", f"average got {average}", is_right=is_right)


def judge_facts(draft: Draft, wanted: Mapping[str, Any], tally: Tally) -> None:
    """Events by kind and date, figures by measure and value: those found that are right, and those of all there are."""
    _judge_events(draft, wanted["events"], tally)
    laid_out = [span for kind in ("panel", "tables") for each in draft.of(kind) for span in each.spans]
    claims = [
        claim
        for claim in draft.of("claims")
        if not any(low.start <= span.start < low.end for span in claim.spans for low in laid_out)
    ]
    figures = {figure.values["id"]: figure.values for figure in draft.of("figures")}
    pairs = _paired(wanted["figures"], claims, lambda label, claim: _is_same_figure(label, claim, figures))
    for label, claim in pairs:
        tally.count("figures_found", f"{label}", is_right=claim is not None)
    right = {id(claim) for _, claim in pairs if claim is not None}
    for claim in claims:
        sure = claim.confidence is Confidence.CONFIDENT
        miss = f"{claim.words}: {figures[claim.values['figure']]['measure']}"
        tally.count("figures_right", miss, is_right=id(claim) in right, confident=sure)


def _judge_events(draft: Draft, labels: Sequence[Mapping[str, Any]], tally: Tally) -> None:
    events = draft.of("events")
    pairs = _paired(labels, events, _is_same_event)
    places = {place.values["id"]: place.values["name"] for place in draft.of("places")}
    for label, event in pairs:
        tally.count("events_found", f"{label}", is_right=event is not None)
        if event is None:
            continue
        tally.count("standing", f"{label}", is_right=event.values["standing"] in label["standing"])
        name = folded(places.get(event.values.get("place"), ""))
        wanted = [folded(place) for place in label["place"]]
        near = (not name and not wanted) or any(each in name or (name and name in each) for each in wanted)
        tally.count("place", f"{label['place']} got {name}", is_right=bool(near))
    right = {id(event) for _, event in pairs if event is not None}
    for event in events:
        sure = event.confidence is Confidence.CONFIDENT
        tally.count("events_right", event.values["title"], is_right=id(event) in right, confident=sure)


def _paired(
    labels: Sequence[Mapping[str, Any]],
    read: Sequence[Proposal],
    is_same: Callable[[Mapping[str, Any], Proposal], bool],
) -> list[tuple[Mapping[str, Any], Proposal | None]]:
    """Each label with a proposal at the same place of the text that says the same, none twice."""
    free = list(read)
    pairs: list[tuple[Mapping[str, Any], Proposal | None]] = []
    for label in labels:
        there = [each for each in free if _shared(label, each) and is_same(label, each)]
        best = max(there, key=lambda each: _shared(label, each), default=None)
        if best is not None:
            free.remove(best)
        pairs.append((label, best))
    return pairs


def _shared(label: Mapping[str, Any], read: Proposal) -> int:
    return sum(
        max(min(end, span.end) - max(start, span.start), 0) for _, start, end in label["spans"] for span in read.spans
    )


def _is_same_event(label: Mapping[str, Any], event: Proposal) -> bool:
    values = event.values
    dated = [values.get("happened") or ""] if "happened" in label["dated"] else []
    dated += [values.get("reported") or ""] if "reported" in label["dated"] else []
    return values["kind"] in label["kind"] and any(date in label["date"] for date in dated)


def _is_same_figure(label: Mapping[str, Any], claim: Proposal, figures: Mapping[str, Mapping[str, Any]]) -> bool:
    if figures[claim.values["figure"]]["measure"] not in label["measure"]:
        return False
    try:
        wanted, got = _figure(label["figure"], label["unit"]), of_claim(claim.row)
    except PloughshareError:
        return False
    return wanted.state is got.state and (not wanted.is_known or agree(wanted, got))
