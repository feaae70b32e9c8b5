"""The review of one draft: its text and its proposals beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ploughshare.errors import PloughshareError
from ploughshare.web.desk import deciding, source_text
from ploughshare.web.desk import sheet as sheets
from ploughshare.web.desk.actions.judge import Decision, Judge
from ploughshare.web.desk.actions.undo import Undo, last_act
from ploughshare.web.desk.cards import KINDS, Card, Filter, card, cards, confident_and_open
from ploughshare.web.desk.known import in_record
from ploughshare.web.desk.models import Draft
from ploughshare.web.desk.sheet import Sheet, State
from ploughshare.web.desk.views.desk import (
    actor,
    draft_or_404,
    for_editors,
    is_part,
    number,
    sheet_or_404,
    status_of,
)

_FILTERS = ("kind", "confidence", "state")


@for_editors
@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a draft; ``?kind=&confidence=&state=`` narrow the proposals, never the text."""
    return page(request, sheet_or_404(request, pk))


@for_editors
@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """One judgement: ``do`` is ``accept:NAME:SEEN``, or accept-new, reject, reopen; or ``accept-all``."""
    draft = draft_or_404(request, pk)
    sheet = sheets.read(draft)
    decisions = _decisions(request, sheet)
    names = [decision.proposal for decision in decisions]
    try:
        Judge(**actor(request, draft, ""), decisions=decisions).execute()
    except PloughshareError as error:
        return refused(request, draft, names, error)
    return answer(request, draft, names)


@for_editors
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own last act."""
    draft = draft_or_404(request, pk)
    act = last_act(draft, request.user.get_username())
    names = list(act.judgements.values_list("proposal__name", flat=True)) if act else []
    try:
        Undo(**actor(request, draft, "")).execute()
    except PloughshareError as error:
        return refused(request, draft, names, error)
    return answer(request, draft, names)


def _decisions(request: HttpRequest, sheet: Sheet) -> list[Decision]:
    what, _, rest = request.POST.get("do", "").partition(":")
    name, _, seen_text = rest.partition(":")
    seen = number(seen_text)
    known = in_record(sheet)
    if what == "accept-all":
        shown = [each for each in cards(sheet, known) if _asked(request).lets(each)]
        return [
            decision
            for each in confident_and_open(shown)
            for decision in deciding.accept(sheet, each.standing.name, each.standing.number, known)
        ]
    if what == "accept":
        return deciding.accept(sheet, name, seen, known)
    if what == "accept-new":
        return deciding.accept_as_new(sheet, name, seen, None)
    if what == "reject":
        return deciding.reject(name, seen)
    return deciding.reopen(name, seen) if what == "reopen" else []


def _asked(request: HttpRequest) -> Filter:
    # The filter goes along in the address, of forms too.
    asked = {name: request.GET.get(name, "") for name in _FILTERS}
    return Filter(**asked)


def page(request: HttpRequest, sheet: Sheet, *, refusal: str = "", status: int = 200) -> HttpResponse:
    """The whole page."""
    wanted = _asked(request)
    known = in_record(sheet)
    everything = cards(sheet, known)
    shown = [each for each in everything if wanted.lets(each)]
    kinds = {each.standing.kind for each in everything}
    context = {
        **_bar(request, sheet),
        "segments": source_text.segments(sheet),
        "cards": shown,
        "confident": len(confident_and_open(shown)),
        "wanted": wanted,
        "query": urlencode({name: value for name in _FILTERS if (value := getattr(wanted, name))}),
        "kinds": [(name, label) for name, label in KINDS.items() if name in kinds],
        "states": State.choices,
        "dropped": known.dropped,
        "refusal": refusal,
        "at": request.GET.get("at", ""),
    }
    return render(request, "desk/review.html", context, status=status)


def answer(
    request: HttpRequest, draft: Draft, names: Iterable[str], *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """After an act: what changed for the page's script, else the page again at the next proposal."""
    if is_part(request):
        sheet = sheets.read(draft)
        known = in_record(sheet)
        changed = [card(sheet, sheet.standings[name], known) for name in _wholes(sheet, names)]
        context = {**_bar(request, sheet), "cards": changed, "refusal": refusal}
        return render(request, "desk/changed.html", context, status=status)
    if refusal:
        return page(request, sheets.read(draft), refusal=refusal, status=status)
    return redirect(_next(request, draft, names))


def refused(request: HttpRequest, draft: Draft, names: Iterable[str], error: PloughshareError) -> HttpResponse:
    """Say why, and show what stands now."""
    return answer(request, draft, names, refusal=str(error), status=status_of(error))


def _bar(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    return {
        "draft": sheet.draft,
        "desk": reverse("review", args=[sheet.draft.pk]),
        "progress": sheet.progress(),
        "last": last_act(sheet.draft, request.user.get_username()),
    }


def _wholes(sheet: Sheet, names: Iterable[str]) -> list[str]:
    """The proposals in whose cards these are shown."""
    found: dict[str, None] = {}
    for name in names:
        at, seen = name, {name}
        while (above := sheet.standings[at].proposal.part_of if at in sheet.standings else None) and (
            above in sheet.standings and above not in seen
        ):
            at = above
            seen.add(at)
        if at in sheet.standings:
            found[at] = None
    return list(found)


def _next(request: HttpRequest, draft: Draft, names: Iterable[str]) -> str:
    """The page at the next open proposal after the one that was judged, so that nobody has to look for it."""
    sheet = sheets.read(draft)
    shown: list[Card] = [
        each
        for each in cards(sheet, in_record(sheet))
        if _asked(request).lets(each) or each.standing.name in set(_wholes(sheet, names))
    ]
    order = [each.standing.name for each in shown]
    last = max((order.index(name) for name in _wholes(sheet, names) if name in order), default=0)
    later = [*shown[last + 1 :], *shown[:last]]
    following = next((each.standing.name for each in later if each.standing.state == State.OPEN), None)
    at = f"at={following}" if following else ""
    query = "&".join(part for part in (request.GET.urlencode(), at) if part)
    address = reverse("review", args=[draft.pk])
    return f"{address}{'?' if query else ''}{query}{f'#p-{following}' if following else ''}"
