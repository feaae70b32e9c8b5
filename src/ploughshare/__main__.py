"""``python -m ploughshare``: the same as the installed command."""

from ploughshare.cli.entry import run_as_program

run_as_program()
