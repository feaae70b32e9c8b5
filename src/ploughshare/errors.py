"""The one root exception, and the catalogue of what can go wrong.

An error is raised with a code and its context, and worded once, here, for the person with the
spreadsheet. Faults *in the data* are not errors but findings (see ``ploughshare.findings``): an
error means that the command cannot go on at all.
"""

from __future__ import annotations

CATALOGUE: dict[str, str] = {
    "package.missing": (
        "There is no record package at {path}: it has no record.yaml. "
        "Give the folder that holds record.yaml, or make an empty one with `ploughshare new CC`."
    ),
    "package.exists": (
        "{path} is not empty, and `new` never overwrites. Name another folder with --out, or move this one away first."
    ),
    "package.unreadable": (
        "The record package at {path} has faults that stop it from being read:\n{findings}\n"
        "Mend what each line says and try again; nothing was changed."
    ),
    "source.unreadable": (
        "The source “{id}” cannot be taken in:\n  {faults}\n"
        "Mend it in the program it comes from, or by hand, and try again."
    ),
    "report.refused": (
        "The report of {path} is not published: {count} error(s) found.\n{findings}\n"
        "Mend them, or pass --draft to print the report with the findings in place."
    ),
    "pandoc.failed": (
        "The text could not be converted: pandoc said: {why}. "
        "Look for odd characters or unclosed marks in report.md, or cut it in half to find the place."
    ),
    "report.unset": (
        "The pages could not be set: {why}. This is a fault of the program; please report it with the record."
    ),
    "assets.missing": (
        "The fonts and map outlines are not set up ({path} is missing). Run `make setup` once; "
        "it fetches them by lock file."
    ),
    "file.unreadable": "{path} cannot be read: {why}. {remedy}",
    "figure.units": (
        "Figures in {left} and {right} cannot be combined: they measure different things. "
        "Convert one of them, or compare figures of the same dimension."
    ),
    "figure.words": "“{words}” is not a quantity Ploughshare can read. {remedy}",
    "figure.unknown": "The record has no figure “{id}”. Did you mean: {near}?",
    "country.unknown": (
        "“{code}” is neither an ISO 3166 country nor a known area code. Use two letters such as "
        "KP, or give --name with a code of your own."
    ),
    "record.refused": (
        "The record has {count} error(s) and nothing was changed:\n{findings}\nMend what each line says and try again."
    ),
    "record.absent": "There is no record of “{country}” in the database. Load one with `ploughshare load PACKAGE`.",
    "proposals.stale": (
        "The record of “{country}” was changed since these differences were proposed; nothing was accepted. "
        "Load the package again to see what it would change now."
    ),
    "proposals.why": "Accepting differences changes the record for good. Say why, with --why TEXT.",
    "serve.port": "{host}:{port} cannot be served on ({why}). Name another with --port.",
    "database.unreachable": (
        "The database cannot be used: {why}. See that its server runs, that PLOUGHSHARE_DATABASE_URL names it, "
        "and that its user may make tables."
    ),
    "database.url": (
        "PLOUGHSHARE_DATABASE_URL names no database that Ploughshare can use (it begins with {scheme}). "
        "Give sqlite:///path/to/file or postgresql://user:password@host:port/name."
    ),
}
"""Error code -> message template. Each code has its heading in ``docs/reference/errors.md``."""


class PloughshareError(Exception):
    """What stops a command, with a code of the catalogue and the context that words it.

    Raised with keyword context; ``str()`` words it. The command line prints that and exits 2.
    """

    def __init__(self, code: str, /, **context: object) -> None:
        super().__init__(code, context)
        self.code = code
        self.context = context

    def __str__(self) -> str:
        return CATALOGUE[self.code].format_map(self.context)
