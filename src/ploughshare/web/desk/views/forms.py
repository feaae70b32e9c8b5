"""The forms about one proposal: edit, split, merge, and who said it first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from ploughshare import vocab
from ploughshare.errors import PloughshareError
from ploughshare.findings import Finding
from ploughshare.record.contracts import Column, Type
from ploughshare.web.desk import cells, deciding
from ploughshare.web.desk.actions.assign_root import AssignRoot
from ploughshare.web.desk.actions.judge import Decision, Judge
from ploughshare.web.desk.cards import KINDS, label
from ploughshare.web.desk.known import in_record
from ploughshare.web.desk.outcome import DRAFT, RECORD
from ploughshare.web.desk.sheet import Sheet, Standing, State
from ploughshare.web.desk.views.desk import (
    actor,
    for_editors,
    number,
    respond,
    sheet_or_404,
    standing_or_404,
    status_of,
)
from ploughshare.web.desk.views.review import answer
from ploughshare.web.records import codec, store

_LONG = ("summary", "statement", "text", "note", "title", "message")
_MOST_CHOICES = 2000


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Correct the cells of a proposal and accept it so."""
    sheet = sheet_or_404(request, pk)
    standing = standing_or_404(sheet, name)
    return _rows_form(request, sheet, standing, "edit", standing.rows)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Make two rows of one. What hangs on it hangs on the first; what cites it cites both."""
    sheet = sheet_or_404(request, pk)
    standing = standing_or_404(sheet, name)
    rows = standing.rows
    if standing.is_row:
        rows = [*rows, {**rows[0], "id": f"{rows[0]['id']}-{len(rows) + 1}"}]
    return _rows_form(request, sheet, standing, "split", rows)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Say which row of the record, or which other proposal, it is the same as."""
    sheet = sheet_or_404(request, pk)
    standing = standing_or_404(sheet, name)
    context = {"choices": _targets(sheet, standing)}
    if request.method != "POST":
        return _form(request, sheet, standing, "merge", context)
    decision = Decision(name, _seen(request), State.MERGED, into=request.POST.get("into", ""))
    return _judged(request, sheet, standing, "merge", context=context, decisions=[decision])


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def assign_root(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Say who first said what it rests on."""
    sheet = sheet_or_404(request, pk)
    standing = standing_or_404(sheet, name)
    cited = next((each for each in (standing, *sheet.below(name)) if each.kind == "citations"), None)
    context = {
        "organisations": _called(sheet, "organisations"),
        "states": vocab.load("root_states").terms.values(),
        "row": cited.rows[0] if cited and cited.rows else {},
    }
    if request.method != "POST":
        return _form(request, sheet, standing, "root", context)
    root, state, reason = (request.POST.get(key, "").strip() for key in ("root", "root_state", "reason"))
    act = AssignRoot(
        **actor(request, sheet.draft, reason),
        proposal=name,
        seen=_seen(request),
        root=root,
        root_state=state,
        reason=reason,
    )
    try:
        act.execute()
    except PloughshareError as error:
        return _form(request, sheet, standing, "root", {**context, "refusal": str(error)}, status=status_of(error))
    return answer(request, sheet.draft, [name])


def _rows_form(
    request: HttpRequest, sheet: Sheet, standing: Standing, which: str, rows: Sequence[dict[str, Any]]
) -> HttpResponse:
    if request.method != "POST":
        return _form(request, sheet, standing, which, {"forms": _fields(sheet, standing.kind, rows)})
    read, found = [], []
    for place, row in enumerate(rows):
        given = {
            column.name: request.POST[f"{place}-{column.name}"]
            for column in cells.editable(standing.kind)
            if f"{place}-{column.name}" in request.POST
        }
        new, faults = cells.read(standing.kind, row, given)
        read.append(new)
        found += faults
    context = {"forms": _fields(sheet, standing.kind, read, request.POST, found)}
    if found:
        refusal = "\n".join(f"{each.column}: {each.message}. {each.hint}" for each in found)
        return _form(request, sheet, standing, which, {**context, "refusal": refusal}, status=422)
    decisions = deciding.accept_as_new(sheet, standing.name, _seen(request), read)
    return _judged(request, sheet, standing, which, context=context, decisions=decisions)


def _judged(
    request: HttpRequest,
    sheet: Sheet,
    standing: Standing,
    which: str,
    *,
    context: dict[str, Any],
    decisions: Sequence[Decision],
) -> HttpResponse:
    try:
        Judge(**actor(request, sheet.draft, request.POST.get("why", "").strip()), decisions=decisions).execute()
    except PloughshareError as error:
        return _form(request, sheet, standing, which, {**context, "refusal": str(error)}, status=status_of(error))
    return answer(request, sheet.draft, [standing.name])


def _form(
    request: HttpRequest, sheet: Sheet, standing: Standing, which: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    common = {
        "draft": sheet.draft,
        "standing": standing,
        "label": label(standing),
        "kind": KINDS[standing.kind],
        "query": request.GET.urlencode(),
    }
    return respond(request, which, {**common, **context}, status=status)


def _seen(request: HttpRequest) -> int:
    return number(request.POST.get("seen"))


def _fields(
    sheet: Sheet,
    table: str,
    rows: Sequence[dict[str, Any]],
    typed: Mapping[str, str] | None = None,
    found: Sequence[Finding] = (),
) -> list[list[dict[str, Any]]]:
    """Each row's cells for a form; what was typed stays typed where it could not be read."""
    wrong = {finding.column for finding in found}
    forms = []
    for place, row in enumerate(rows):
        fields = []
        for column in cells.editable(table):
            name = f"{place}-{column.name}"
            text = cells.as_text(column, row[column.name])
            if typed is not None and column.name in wrong:
                text = typed.get(name, text)
            fields.append({"name": name, "column": column, "text": text, **_kind_of_field(sheet, column)})
        forms.append(fields)
    return forms


def _kind_of_field(sheet: Sheet, column: Column) -> dict[str, Any]:
    if column.vocabulary and not column.many:
        return {"terms": vocab.load(column.vocabulary).terms.values()}
    if column.type is Type.BOOLEAN:
        return {"answers": ("yes", "no")}
    if column.references and not column.many:
        return {"rows": _called(sheet, column.references)}
    return {"is_long": column.type is Type.NAMES or column.name in _LONG}


def _called(sheet: Sheet, table: str) -> list[tuple[str, str]]:
    """(id, name) of what a cell may refer to: rows of the record, and of this draft."""
    record = store.read(sheet.draft.country)
    found = {str(row["id"]): codec.label(row) for row in record.rows(table)} if record else {}
    for standing in sheet.standings.values():
        if standing.kind == table and standing.state != State.REJECTED:
            found.setdefault(str(standing.proposal.content.get("id")), label(standing))
    return sorted(found.items(), key=lambda pair: pair[1].casefold())[:_MOST_CHOICES]


def _targets(sheet: Sheet, standing: Standing) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of (value, name) of what it may be merged with, the likeliest first."""
    record = store.read(sheet.draft.country)
    known = in_record(sheet).same.get(standing.name)
    rows = record.rows(standing.kind) if record and standing.is_row else ()
    others = [
        (DRAFT + other.name, label(other))
        for other in sheet.standings.values()
        if other.kind == standing.kind and other.name != standing.name and other.is_row
    ]
    groups = [
        ("likely", [(RECORD + known.id, known.label)] if known else []),
        ("record", [(RECORD + str(row["id"]), codec.label(row)) for row in rows]),
        ("draft", others),
    ]
    return [(name, choices[:_MOST_CHOICES]) for name, choices in groups if choices]
