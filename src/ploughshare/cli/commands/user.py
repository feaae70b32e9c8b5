"""`ploughshare user`: accounts of those who keep the records."""

from __future__ import annotations

import argparse
import getpass
import sys

from ploughshare.errors import PloughshareError
from ploughshare.web import boot

SUMMARY = """\
Open, close and mend the accounts of those who keep the records. The password is asked for and never shown; a program
may give it on standard input instead. Reading the site needs no account."""
EXAMPLE = """\
  ploughshare user add ana --role editor
  ploughshare user password ana
  ploughshare user close ana

roles:  reader  signs in, and sees what everybody sees
        editor  brings in documents, reviews drafts, and changes records"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, with which account, and its role."""
    parser.add_argument("what", choices=["add", "password", "close"], help="what to do with the account")
    parser.add_argument("name", metavar="NAME", help="the name with which the person signs in")
    parser.add_argument("--role", choices=["reader", "editor"], default="reader", help="for add (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """Open, change or close an account."""
    boot.ready()
    # Django's models can be imported only once its settings were read.
    from ploughshare.web.accounts.actions.accounts import ChangePassword, CloseAccount, OpenAccount
    from ploughshare.web.accounts.roles import Role

    by, name = getpass.getuser(), arguments.name
    if arguments.what == "add":
        OpenAccount(by, name, Role(arguments.role), _password()).execute()
        print(f"{name} may sign in as {arguments.role}.")
    elif arguments.what == "password":
        ChangePassword(by, name, _password()).execute()
        print(f"{name} has another password, and was signed out everywhere.")
    else:
        CloseAccount(by, name).execute()
        print(f"{name} may no longer sign in.")
    return 0


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("The same again: "):
        raise PloughshareError("account.password", why="The two were not the same.")
    return first
