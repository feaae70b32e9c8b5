"""The report for the site: the same tree as a fragment that stands under a strict content security policy."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ploughshare.record.package import Package
from ploughshare.report import citeproc, figures_json, fill, panel
from ploughshare.report.checks import Examination
from ploughshare.report.formats import html, pictures
from ploughshare.report.formats.html import Fragment, Link


@dataclass(frozen=True)
class ForSite:
    """What the site shows of a report.

    ``printed`` has, for a figure's id or for an expression computed in a sentence, each place where it stands
    (``figures_json.Printed`` as a mapping). ``glance`` is the country in a line of a list.
    """

    fragment: Fragment
    printed: Mapping[str, Sequence[Mapping[str, Any]]]
    glance: panel.Glance


def for_site(package: Package, examined: Examination, *, link: Link | None = None) -> ForSite:
    """The report of a record for the public; ``examined`` is ``package`` examined.

    ``link(kind, id)`` gives the address of the page on which a tied number, event or statement is followed
    back (kind is claim, figure, event, topic or compute); None leaves the words plain. Nothing in the
    fragment needs an inline style or a script. Headings begin at level 2.
    """
    filled = fill.fill(examined.prose.document, examined.ledger)
    with tempfile.TemporaryDirectory(prefix="ploughshare-") as scratch:
        folder = Path(scratch)
        document = pictures.carried(pictures.copied(filled.document, package.path, folder).document, folder)
        cited = citeproc.cite(document, examined.ledger.package, folder)
        fragment = html.Writing(cited, filled.drawings, folder, link=link).fragment()
    where = figures_json.where_printed(examined.prose, filled.document, examined.ledger)
    printed = {name: [asdict(place) for place in places] for name, places in where.items() if places}
    return ForSite(fragment, printed, panel.glance(examined.ledger))
