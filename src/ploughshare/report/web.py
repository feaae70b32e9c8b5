"""The report for the site: the same tree as a fragment that stands under a strict content security policy."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ploughshare.record.package import Package
from ploughshare.report import checks, citeproc, fill, html, pictures
from ploughshare.report.html import Fragment, Link


def web_body(package: Package, *, link: Link | None = None) -> Fragment:
    """The body of a record's report for the public, and the list of its contents.

    ``link(kind, id)`` gives the address of the page on which a tied number, event or statement is followed
    back (kind is claim, figure, event, topic or compute); None leaves the words plain. Nothing in the
    fragment needs an inline style or a script. Headings begin at level 2.
    """
    examined = checks.examine(package)
    filled = fill.fill(examined.prose.document, examined.ledger)
    with tempfile.TemporaryDirectory(prefix="ploughshare-") as scratch:
        folder = Path(scratch)
        document = pictures.carried(pictures.copied(filled.document, package.path, folder), folder)
        cited = citeproc.cite(document, examined.ledger.package, folder)
        return html.Writing(cited, filled.drawings, folder, link=link).fragment()
