"""What every page of the desk has in common: who may see it, which draft, and how a refusal is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from ploughshare.errors import PloughshareError
from ploughshare.web.desk import sheet as sheets
from ploughshare.web.desk.models import Draft
from ploughshare.web.desk.policy import Act, DeskPolicy
from ploughshare.web.desk.sheet import Sheet, Standing

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]

STATUS: Mapping[str, int] = {"desk.denied": 403, "desk.stale": 409}
"""Code of an error -> the status with which it is answered; 422 for all others."""


def for_editors(view: View[Arguments]) -> View[Arguments]:
    """Sends visitors to sign in, refuses readers, and lets no cache keep the page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponse:
        if not DeskPolicy(request.user).may(Act.BRING_IN):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return cast("View[Arguments]", never_cache(login_required(guarded)))


def draft_or_404(request: HttpRequest, pk: int) -> Draft:
    """The draft, where the policy lets the person see it."""
    draft = DeskPolicy(request.user).visible().filter(pk=pk).select_related("brought_in").first()
    if draft is None:
        raise Http404(_("There is no such draft, or it is not yours to see."))
    return draft


def standing_or_404(sheet: Sheet, name: str) -> Standing:
    """A proposal of the draft."""
    if name not in sheet.standings:
        raise Http404(_("The draft has no such proposal."))
    return sheet.standings[name]


def sheet_or_404(request: HttpRequest, pk: int) -> Sheet:
    """The draft as it stands, where the policy lets the person see it."""
    return sheets.read(draft_or_404(request, pk))


def actor(request: HttpRequest, draft: Draft, why: str) -> dict[str, Any]:
    """What every act is told: who, why, with which policy, on which draft."""
    return {"by": request.user.get_username(), "why": why, "policy": DeskPolicy(request.user), "draft": draft}


def is_part(request: HttpRequest) -> bool:
    """Whether the page's own script asks, which wants a part of a page only."""
    return request.headers.get("X-Desk") == "part"


def number(text: str | None) -> int:
    """A number that a form sends back; one that cannot be for anything else."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else -1


def status_of(error: PloughshareError) -> int:
    """The status with which an error is answered."""
    return STATUS.get(error.code, 422)


def respond(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A page, or for the page's own script the main part of it."""
    base = "desk/part.html" if is_part(request) else "site/base.html"
    return render(request, f"desk/{template}.html", {**context, "base": base}, status=status)
