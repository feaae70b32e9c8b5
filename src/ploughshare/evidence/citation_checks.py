"""Checks of citations and sources: what rests on what, who said it first, and what was really read."""

from __future__ import annotations

from collections.abc import Iterator

from ploughshare import vocab
from ploughshare.evidence.ledger import Ledger
from ploughshare.evidence.mentions import mentions
from ploughshare.evidence.roots import SUPPORTS, independent
from ploughshare.findings import Finding, Level, register
from ploughshare.record.contracts import CITABLE, LAND_TABLES
from ploughshare.record.package import Package, Row
from ploughshare.record.pointing import at

CLAIM_WITHOUT_SOURCE = register(
    "evidence.claim-without-source",
    Level.ERROR,
    "a claim that no citation supports",
    "Add a row to citations.csv that names the source it rests on, or delete the claim.",
)
ROW_WITHOUT_SOURCE = register(
    "evidence.row-without-source",
    Level.WARNING,
    "an event, statement, capacity row or obligation that no citation supports",
    "Add a row to citations.csv that names the source it rests on.",
)
CITATION_TO_NOTHING = register(
    "evidence.citation-to-nothing",
    Level.ERROR,
    "a citation whose cited_table and cited_row name no row that may rest on a source",
    "Correct cited_table and cited_row, or delete the citation.",
)
UNSEEN_WITHOUT_VIA = register(
    "evidence.unseen-without-via",
    Level.ERROR,
    "a citation of a source that nobody read, without the document through which it is known",
    "Put into `via` the source that was read and cites it, and into `via_locator` where; or set `seen: yes`.",
)
VIA_UNSEEN = register(
    "evidence.via-unseen",
    Level.ERROR,
    "a `via` that was not read itself",
    "Name the document that was read; a chain of hearsay ends with what somebody has seen.",
)
UNSEEN_WITH_CONTENT = register(
    "evidence.unseen-with-content",
    Level.ERROR,
    "a grade, hash or capture of a source that nobody read, or a quotation from it that nothing read prints",
    "Empty the cell, or read and capture the source and set `seen: yes`: they exist only for what was read.",
)
ROOT_UNKNOWN = register(
    "evidence.root-unknown",
    Level.WARNING,
    "a citation whose root, who first said it, is unknown",
    "Look up from whom the source has it: fill `root`, and `root_state` stated, inferred or provisional.",
)
ROOT_INCOMPLETE = register(
    "evidence.root-incomplete",
    Level.ERROR,
    "a root state and a root that do not fit: stated without a root, or unknown with one",
    "Name the root, or set root_state to unknown and leave root empty.",
)
ROOT_WITHOUT_REASON = register(
    "evidence.root-without-reason",
    Level.WARNING,
    "an inferred or provisional root without the reason",
    "Say in root_reason from what it follows.",
)
ONE_ROOT_TWICE = register(
    "evidence.one-root-twice",
    Level.NOTE,
    "several sources that have it from one root, and so corroborate nothing",
    "Nothing to mend: count them as one voice. Look for a source that has it from somebody else.",
)
UNUSED_SOURCE = register(
    "evidence.unused-source",
    Level.WARNING,
    "a source that no citation and no sentence uses",
    "Cite it where it is used, or delete it.",
)

_ASSERTIONS = ("events", "topics", "capacity", "obligations")
_ONLY_IF_READ = ("grade_source", "grade_information", "captured_at", "captured_by", "sha256", "media_type")


def check(ledger: Ledger) -> Iterator[Finding]:
    """All checks of citations and sources, in one pass over each table."""
    yield from _unsupported(ledger)
    for citation in ledger.package.rows("citations"):
        yield from _pointing(ledger.package, citation)
        yield from _reading(ledger.package, citation)
        yield from _root(ledger.package, citation)
    yield from _one_root_twice(ledger)
    yield from _sources(ledger.package)


def _unsupported(ledger: Ledger) -> Iterator[Finding]:
    package = ledger.package
    for table in ("claims", *_ASSERTIONS):
        which = CLAIM_WITHOUT_SOURCE if table == "claims" else ROW_WITHOUT_SOURCE
        for row in package.rows(table):
            if not any(citation["relation"] == SUPPORTS for citation in ledger.citations_of(table, row["id"])):
                yield at(package, which, table, row, f"no citation supports {row['id']}")


def _pointing(package: Package, citation: Row) -> Iterator[Finding]:
    table, id = citation["cited_table"], citation["cited_row"]
    if table not in CITABLE:
        message = f"rows of “{table}” rest on no source; those that may are {', '.join(CITABLE)}"
        yield at(package, CITATION_TO_NOTHING, "citations", citation, message, column="cited_table")
    elif package.row(table, id) is None:
        message = f"{table} has no row “{id}”"
        yield at(package, CITATION_TO_NOTHING, "citations", citation, message, column="cited_row")


def _reading(package: Package, citation: Row) -> Iterator[Finding]:
    source = package.row("sources", citation["source"])
    via = package.row("sources", citation["via"]) if citation["via"] else None
    if via is not None and not via["seen"]:
        message = "the document that it is known through was not read either"
        yield at(package, VIA_UNSEEN, "citations", citation, message, column="via")
    if source is None or source["seen"]:
        return
    if citation["via"] is None:
        message = "the source was not read, and nothing says through what it is known"
        yield at(package, UNSEEN_WITHOUT_VIA, "citations", citation, message, column="via")
    if citation["quote"] and (via is None or not via["seen"]):
        message = "words are quoted from what nobody read, and no document that was read prints them"
        yield at(package, UNSEEN_WITH_CONTENT, "citations", citation, message, column="quote")


def _root(package: Package, citation: Row) -> Iterator[Finding]:
    states = vocab.load("root_states")
    if citation["root_state"] not in states:
        return
    state = states[citation["root_state"]]
    if state.extra["needs_root"] != (citation["root"] is not None):
        message = (
            f"root_state is {state.id}, and no root is named"
            if state.extra["needs_root"]
            else f"root_state is {state.id}, and a root is named"
        )
        yield at(package, ROOT_INCOMPLETE, "citations", citation, message, column="root")
    if not state.extra["needs_root"]:
        message = f"who first said what is cited for {citation['cited_row']} is unknown"
        yield at(package, ROOT_UNKNOWN, "citations", citation, message, column="root")
    if state.extra["needs_reason"] and not citation["root_reason"]:
        message = f"the root is {state.id}, and no reason is given"
        yield at(package, ROOT_WITHOUT_REASON, "citations", citation, message, column="root_reason")


def _one_root_twice(ledger: Ledger) -> Iterator[Finding]:
    package = ledger.package
    for table in ("claims", *_ASSERTIONS):
        for row in package.rows(table):
            known = [root for root in ledger.roots_of(table, row["id"]) if root.organisation]
            sources = {root.source for root in known}
            if len(sources) > 1 and independent(known, ledger.parents) == 1:
                message = f"{len(sources)} sources have it from one root: corroboration is 1"
                yield at(package, ONE_ROOT_TWICE, table, row, message)
    for row in package.rows("figures"):
        backing = ledger.shown(row["id"]).claims
        if len(backing) > 1 and ledger.corroboration(row["id"]) == 1:
            message = f"{len(backing)} claims say it and go back to one root: corroboration is 1"
            yield at(package, ONE_ROOT_TWICE, "figures", row, message)


def _sources(package: Package) -> Iterator[Finding]:
    used = {citation[column] for citation in package.rows("citations") for column in ("source", "via")}
    used |= {mention.id for mention in mentions(package.narrative) if mention.table == "sources"}
    used |= {row["source"] for table in LAND_TABLES for row in package.rows(table.name)}
    for source in package.rows("sources"):
        if source["id"] not in used:
            yield at(package, UNUSED_SOURCE, "sources", source, f"nothing uses {source['id']}")
        if source["seen"] is False:
            for column in _ONLY_IF_READ:
                if source[column]:
                    message = f"{column} is given for a source that nobody read"
                    yield at(package, UNSEEN_WITH_CONTENT, "sources", source, message, column=column)
