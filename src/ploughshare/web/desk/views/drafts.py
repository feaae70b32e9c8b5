"""The list of drafts, and bringing in a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report import draft as library
from ploughshare.exchange.country_report.files import DRAFT
from ploughshare.exchange.country_report.proposing.chapter import drafts as read_drafts
from ploughshare.web.desk import sheet as sheets
from ploughshare.web.desk.actions.bring_in import BringIn, BroughtIn
from ploughshare.web.desk.policy import DeskPolicy
from ploughshare.web.desk.uploads import MOST_BYTES
from ploughshare.web.desk.views.desk import for_editors, status_of


@for_editors
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every draft that the person may see, newest first, with how far its review is."""
    return _page(request)


@for_editors
@require_POST
def bring_in(request: HttpRequest) -> HttpResponse:
    """Read a report, or take a draft that the command line made, and open it."""
    try:
        brought = _bring_in(request)
    except PloughshareError as error:
        return _page(request, refusal=str(error), status=status_of(error))
    if len(brought) == 1 and brought[0].new:
        return redirect("review", pk=brought[0].draft.pk)
    return _page(request, brought=brought)


def _page(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    visible = DeskPolicy(request.user).visible().select_related("brought_in").defer("text").order_by("-pk")
    progress = sheets.progress_of(visible)
    listed = [{"draft": draft, "progress": progress[draft.pk]} for draft in visible]
    most = MOST_BYTES // 1_000_000
    return render(request, "desk/drafts.html", {"drafts": listed, "most_mb": most, **context}, status=status)


def _bring_in(request: HttpRequest) -> list[BroughtIn]:
    files = cast("Sequence[TemporaryUploadedFile]", request.FILES.getlist("files"))
    if name := getattr(request, "too_long", ""):
        raise PloughshareError("document.too_large", path=name, what=f"more than {MOST_BYTES // 1_000_000} MB")
    if not files:
        raise PloughshareError("desk.no_file")
    by, policy = request.user.get_username(), DeskPolicy(request.user)
    with transaction.atomic():  # of a book all chapters or none
        return [BringIn(by=by, why="", policy=policy, read=read, file=name).execute() for read, name in _read(files)]


def _read(files: Sequence[TemporaryUploadedFile]) -> Iterator[tuple[library.Draft, str]]:
    made = [file for file in files if (file.name or "").lower().endswith(Path(DRAFT).suffix)]
    if made:
        texts = [file for file in files if file not in made]
        if len(made) != 1 or len(texts) != 1:
            raise PloughshareError("desk.pair")
        yield library.from_json(_text(made[0]), _text(texts[0])), made[0].name or ""
        return
    for file in files:
        try:
            for read in read_drafts(Path(file.temporary_file_path())):
                yield read, file.name or ""
        except PloughshareError as error:
            # Called by the name it was sent with, not by where it lies here.
            raise PloughshareError(error.code, **{**error.context, "path": file.name}) from error


def _text(file: UploadedFile[Any]) -> str:
    try:
        return str(file.read().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise PloughshareError("draft.unreadable", why=f"{file.name} is not UTF-8") from error
