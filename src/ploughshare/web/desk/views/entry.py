"""Putting what was accepted into the record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ploughshare.errors import PloughshareError
from ploughshare.web.desk import sheet as sheets
from ploughshare.web.desk.actions.enter import EnterRecord, pending
from ploughshare.web.desk.cards import KINDS, label
from ploughshare.web.desk.models import Draft
from ploughshare.web.desk.views.desk import actor, draft_or_404, for_editors, status_of
from ploughshare.web.records import queries


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """What would go into the record, and what waits for what; with POST, put it there."""
    draft = draft_or_404(request, pk)
    if request.method != "POST":
        return _page(request, draft)
    why = request.POST.get("why", "").strip()
    try:
        EnterRecord(**actor(request, draft, why or f"review of {draft}")).execute()
    except PloughshareError as error:
        return _page(request, draft, refusal=str(error), status=status_of(error))
    return _page(request, draft, done=True)


def _page(
    request: HttpRequest, draft: Draft, *, refusal: str = "", done: bool = False, status: int = 200
) -> HttpResponse:
    sheet = sheets.read(draft)
    written, removed, waiting = pending(sheet)
    context = {
        "draft": draft,
        "progress": sheet.progress(),
        "written": written,
        "removed": removed,
        "waiting": [
            {"name": name, "kind": KINDS[sheet.standings[name].kind], "label": label(sheet.standings[name]), "for": row}
            for name, row in waiting.items()
        ],
        "record": queries.heading(draft.country),
        "refusal": refusal,
        "done": done,
    }
    return render(request, "desk/enter.html", context, status=status)
