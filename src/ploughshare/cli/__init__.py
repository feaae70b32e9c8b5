"""The command line: each command in ``commands/``, loaded only when it is the one called."""

from ploughshare.cli.entry import main

__all__ = ["main"]
