"""Open an account, give it another password, close it. Each is kept in the audit, the password never."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from ploughshare.errors import PloughshareError
from ploughshare.web.accounts.roles import Role
from ploughshare.web.records.models import AuditEntry


@dataclass(frozen=True)
class _AccountAction:
    """``by`` is who runs the command; ``account`` the name with which a person signs in."""

    by: str
    account: str

    def _enter(self, action: str, summary: Mapping[str, Any]) -> AuditEntry:
        summary = {"account": self.account, **summary}
        return AuditEntry.objects.create(by=self.by, why="", action=action, record="", record_label="", summary=summary)

    def _found(self) -> User:
        try:
            return User.objects.get(username=self.account)
        except User.DoesNotExist:
            raise PloughshareError("account.absent", account=self.account) from None


@dataclass(frozen=True)
class OpenAccount(_AccountAction):
    """Make an account with a role."""

    role: Role
    password: str = field(repr=False)

    def execute(self) -> User:
        """Make it. Raises ``account.exists``, ``account.name`` and ``account.password``."""
        user = User(username=self.account)
        try:
            user.clean_fields(exclude=["password"])
        except ValidationError as error:
            raise PloughshareError("account.name", account=self.account, why=_worded(error)) from error
        _check(self.password, user)
        user.set_password(self.password)
        with transaction.atomic():
            if User.objects.filter(username__iexact=self.account).exists():
                raise PloughshareError("account.exists", account=self.account)
            user.save()
            user.groups.add(Group.objects.get(name=self.role.value))
            self._enter("account.open", {"role": self.role.value})
        return user


@dataclass(frozen=True)
class ChangePassword(_AccountAction):
    """Give an account another password, which ends its sessions."""

    password: str = field(repr=False)

    def execute(self) -> None:
        """Change it. Raises ``account.absent`` and ``account.password``."""
        user = self._found()
        _check(self.password, user)
        user.set_password(self.password)
        with transaction.atomic():
            user.save()
            self._enter("account.password", {})


@dataclass(frozen=True)
class CloseAccount(_AccountAction):
    """Let nobody sign in with an account any more. What was done with it stays."""

    def execute(self) -> None:
        """Close it. Raises ``account.absent``."""
        user = self._found()
        user.is_active = False
        with transaction.atomic():
            user.save()
            self._enter("account.close", {})


def _check(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PloughshareError("account.password", why=_worded(error)) from error


def _worded(error: ValidationError) -> str:
    return " ".join(error.messages)
