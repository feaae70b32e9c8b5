"""Who may do what at the desk, and who sees which drafts: both questions in one place.

Imported texts are somebody's copyright, so only editors see them, and every editor sees every draft: a review is
better for a second pair of eyes, and the audit says whose judgement each is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet

from ploughshare.web.accounts.roles import Role, has_role
from ploughshare.web.desk.models import Draft


class Act(StrEnum):
    """What can be done at the desk."""

    BRING_IN = "bring in"  # a document
    SEE = "see"  # a draft
    JUDGE = "judge"  # its proposals, undo included
    ENTER = "enter"  # what was accepted into the record


_NEEDED = {Act.BRING_IN: Role.EDITOR, Act.SEE: Role.EDITOR, Act.JUDGE: Role.EDITOR, Act.ENTER: Role.EDITOR}


@dataclass(frozen=True)
class DeskPolicy:
    """The rules for one person."""

    user: AbstractBaseUser | AnonymousUser

    def may(self, act: Act, draft: Draft | None = None) -> bool:
        """Whether she may do that to this draft; without one, whether she may do it at all."""
        may = _NEEDED[act] in self._roles
        return may and (draft is None or self.visible().filter(pk=draft.pk).exists())

    def visible(self) -> QuerySet[Draft]:
        """The drafts that she may see."""
        return Draft.objects.all() if _NEEDED[Act.SEE] in self._roles else Draft.objects.none()

    @cached_property
    def _roles(self) -> frozenset[Role]:
        return frozenset(role for role in Role if has_role(self.user, role))
