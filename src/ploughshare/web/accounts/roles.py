"""Roles: what a person is trusted with. Each is a group of Django's, made by a migration."""

from __future__ import annotations

from enum import StrEnum

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User


class Role(StrEnum):
    """What a person is trusted with."""

    READER = "reader"  # signs in, and sees what everybody sees
    EDITOR = "editor"  # brings in documents, reviews drafts, and changes records


def has_role(user: AbstractBaseUser | AnonymousUser, role: Role) -> bool:
    """Whether somebody is signed in, not closed, and has that role. One query."""
    return isinstance(user, User) and user.is_active and user.groups.filter(name=role.value).exists()
