"""Checks of figures: what disagrees, what slipped, what is missing, what is old, what cannot be computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from ploughshare import figure as figures
from ploughshare import vocab
from ploughshare.errors import PloughshareError
from ploughshare.evidence import derived
from ploughshare.evidence.ledger import Ledger
from ploughshare.evidence.mentions import mentions
from ploughshare.evidence.periods import span
from ploughshare.evidence.shown import Shown
from ploughshare.evidence.totals import total, type_asked
from ploughshare.figure import Figure
from ploughshare.findings import Finding, Level, register
from ploughshare.record.folder import NARRATIVE_FILE
from ploughshare.record.package import Package, Row
from ploughshare.record.pointing import at
from ploughshare.record.tier import tier_of

RIVALS = register(
    "evidence.rivals",
    Level.WARNING,
    "claims that disagree, do not go back to one known root, and that nobody ranked",
    "Rank one claim `preferred` in claims.csv and say why in rank_reason, or rank those that are wrong `deprecated`.",
)
RIVALS_PRINTED = register(
    "evidence.rivals-printed",
    Level.ERROR,
    "a figure that the report prints and that has nothing to show",
    "Rank one of its claims `preferred` and say why in rank_reason; or tie the sentence to the one claim it reports, "
    "with {claim=...}.",
)
PREFERRED_DISAGREE = register(
    "evidence.preferred-disagree",
    Level.ERROR,
    "claims on one figure that are all ranked preferred and disagree",
    "Leave one of them preferred.",
)
RANK_WITHOUT_REASON = register(
    "evidence.rank-without-reason",
    Level.ERROR,
    "a claim ranked preferred or deprecated without the reason",
    "Say in rank_reason why; a judgement without its reason cannot be judged by others.",
)
UNANSWERED = register(
    "evidence.figure-unanswered",
    Level.WARNING,
    "a figure that no claim answers and no rule computes",
    "Add a claim to claims.csv (that it was not reported is a claim too), or delete the figure.",
)
NOT_COMPUTED = register(
    "evidence.not-computed",
    Level.WARNING,
    "a figure whose rule cannot compute it",
    "Look at its inputs: each must show a value, in units that fit the rule, and none may rest on the figure itself.",
)
DERIVED_DISAGREES = register(
    "evidence.derived-disagrees",
    Level.WARNING,
    "a figure whose claims disagree with what its inputs add up to",
    "Check the inputs and the claim; the shown value is the claim's, and the computed one stands beside it.",
)
TOTAL_DISAGREES = register(
    "evidence.total-disagrees",
    Level.WARNING,
    "a figure for the whole country that disagrees with the sum of what the organisations report",
    "Compare them: a report may be missing or counted twice, or the total may be of another scope.",
)
SAME_QUESTION = register(
    "evidence.same-question",
    Level.WARNING,
    "two figures that ask the same question, whose claims therefore never meet",
    "Move the claims of one to the other and delete it, or give the two the dimension that tells them apart.",
)
UNIT_SLIP = register(
    "evidence.unit-slip",
    Level.WARNING,
    "two claims on one figure that differ by a factor between units",
    "Look at the sources: one of them may have taken one unit for another. Deprecate the wrong claim with the reason.",
)
EXPECTED_MISSING = register(
    "evidence.expected-missing",
    Level.NOTE,
    "an expected report that did not come, or came without a value",
    "Ask for it, or record as a claim that it was not reported.",
)
STALE_FIGURE = register(
    "evidence.stale-figure",
    Level.WARNING,
    "a stock whose shown claim is much older than the record",
    "Look for a newer figure, or say in the sentence of what date it is.",
)
STALE_SOURCE = register(
    "evidence.stale-source",
    Level.WARNING,
    "how things stand, resting on a page that was last updated long before the record's date",
    "Look whether the page was updated since, and cite the newer one.",
)

STALE_FIGURE_YEARS = 5
"""A stock older than this, counted from the reporting year, is old. Half the ten years that Article 5 of the
APMBC gives for all clearance: in that time a baseline has usually been surveyed anew. Ours, not a standard's."""

STALE_SOURCE_YEARS = 3
"""A page that its publisher keeps up to date and left for longer than this is old: such profiles are revised
every year, so three rounds were missed. Ours, not a standard's."""

_PARTS = ("place", "event", "organisation", "ordnance", "hazard_type", "method", "sex", "age_band")
"""The dimensions that make a figure the figure of a part."""


def check(ledger: Ledger) -> Iterator[Finding]:
    """All checks of figures and claims. Linear, but for the unit slips among the rivals of one figure."""
    printed: dict[str, int] = {}
    for mention in mentions(ledger.package.narrative):
        if mention.table == "figures":
            printed.setdefault(mention.id, mention.line)
    for row in ledger.package.rows("figures"):
        shown = ledger.shown(row["id"])
        yield from _settled(ledger, row, shown, printed.get(row["id"]))
        if shown.rivals or shown.rule == "one_root":
            yield from _slips(ledger, row["id"])
        yield from _computed(ledger, row, shown)
        yield from _age(ledger, row, shown)
    yield from _ranks(ledger)
    yield from _same_questions(ledger)
    yield from _expected(ledger)
    yield from _stale_sources(ledger)


def _settled(ledger: Ledger, row: Row, shown: Shown, line: int | None) -> Iterator[Finding]:
    if shown.settled:
        return
    package, reason = ledger.package, shown.reason
    if not _may_be_told(package, shown.rivals):
        reason = f"{len(shown.rivals)} claims, not all of them public"
    if shown.rule == "preferred_disagree":
        yield at(package, PREFERRED_DISAGREE, "figures", row, reason)
    elif shown.rule == "rivals":
        yield at(package, RIVALS, "figures", row, f"nobody ranked {reason}")
    elif shown.rule == "no_claims":
        yield at(package, UNANSWERED, "figures", row, reason)
    else:
        yield at(package, NOT_COMPUTED, "figures", row, reason, column="derived_by")
    if line is not None:
        message = f"{row['id']} has nothing to show: {reason}"
        yield RIVALS_PRINTED.finding(message, subject=f"figures/{row['id']}", file=NARRATIVE_FILE, row=line)


def _may_be_told(package: Package, claims: Iterable[str]) -> bool:
    """Whether what these claims say may stand in a finding about another row, which pages and logs show."""
    return all(
        tier_of("claims", claim) == "public" for id in claims if (claim := package.row("claims", id)) is not None
    )


def _slips(ledger: Ledger, figure_id: str) -> Iterator[Finding]:
    """Compare the claims on one figure with each other; copies of one answer count once."""
    standing = [claim for claim in ledger.claims_of(figure_id) if claim["rank"] != "deprecated"]
    different = {ledger.figure_of(claim): claim for claim in reversed(standing)}
    known = [(value, claim) for value, claim in different.items() if value.is_known][-_MOST_COMPARED:]
    for (value, claim), (other_value, other) in combinations(known, 2):
        try:
            slip = figures.unit_slip(value, other_value)
        except PloughshareError:
            continue
        if slip is not None:
            against = f" against {figures.say(other_value)} in {other['id']}"
            told = against if _may_be_told(ledger.package, (other["id"],)) else ""
            message = f"{figures.say(value)}{told}: {slip.name}?"
            yield at(ledger.package, UNIT_SLIP, "claims", claim, message, column="unit")


_MOST_COMPARED = 50
"""A figure with more different rivals than this has another trouble than a slip of unit."""


def _computed(ledger: Ledger, row: Row, shown: Shown) -> Iterator[Finding]:
    if not row["derived_by"] or shown.rule == "derived" or shown.figure is None:
        return
    value = derived.derive(ledger, row["id"])
    if value is not None and not _agree(value, shown.figure):
        computed = f"{row['derived_by']} of {', '.join(row['inputs'])} is {figures.say(value)}"
        inputs = [id for name in row["inputs"] for id in ledger.shown(name).claims]
        told = _may_be_told(ledger.package, [*shown.claims, *inputs])
        message = f"claims say {figures.say(shown.figure)}; {computed}" if told else DERIVED_DISAGREES.looks_for
        yield at(ledger.package, DERIVED_DISAGREES, "figures", row, message, column="derived_by")


def _agree(one: Figure, other: Figure) -> bool:
    """Whether two figures are no rivals; where one of them is not known there is nothing to compare."""
    if not (one.is_known and other.is_known):
        return True
    try:
        return figures.agree(one, other)
    except PloughshareError:
        return False


def _age(ledger: Ledger, row: Row, shown: Shown) -> Iterator[Finding]:
    measures = vocab.load("measures")
    if not shown.claims or row["event"] or row["period"] or row["measure"] not in measures:
        return
    measure = measures[row["measure"]].extra
    if measure["flow"] or not (measure["counts_in_totals"] or measure.get("classes")):
        return  # the length of a border or the mass of a mine does not grow old
    claim = ledger.package.row("claims", shown.claims[0])
    if claim is None or not (claim["as_of"] or claim["reported"]):
        return
    year = int((claim["as_of"] or claim["reported"])[:4])
    if int(ledger.package.meta["reporting_year"]) - year > STALE_FIGURE_YEARS:
        message = f"the shown claim is of {year}, the record of {ledger.package.meta['reporting_year']}"
        yield at(ledger.package, STALE_FIGURE, "claims", claim, message, column="as_of")


def _ranks(ledger: Ledger) -> Iterator[Finding]:
    for claim in ledger.package.rows("claims"):
        if claim["rank"] != "normal" and not claim["rank_reason"]:
            message = f"ranked {claim['rank']}, and no reason is given"
            yield at(ledger.package, RANK_WITHOUT_REASON, "claims", claim, message, column="rank_reason")


def _same_questions(ledger: Ledger) -> Iterator[Finding]:
    first: dict[tuple[object, ...], str] = {}
    for row in ledger.package.rows("figures"):
        question = (row["subject"], row["measure"], span(row["period"]), *(row[name] for name in _PARTS))
        earlier = first.setdefault(question, row["id"])
        if earlier != row["id"]:
            message = f"{row['id']} asks what {earlier} asks: same subject, measure, period and dimensions"
            yield at(ledger.package, SAME_QUESTION, "figures", row, message)


def _expected(ledger: Ledger) -> Iterator[Finding]:
    """One total for each subject, measure and period that somebody must report."""
    package = ledger.package
    asked = {(row["subject"], row["measure"], span(row["period"])): row["period"] for row in package.rows("expected")}
    for (subject, measure, _), period in asked.items():
        hazard_type = type_asked(ledger, subject=subject, measure=measure, period=period)
        account = total(ledger, subject=subject, measure=measure, period=period, hazard_type=hazard_type)
        backing = [claim for figure in account.counted for claim in ledger.shown(figure).claims]
        words = figures.say(account.figure) if _may_be_told(package, backing) else "another"
        missing = set(account.missing)
        for row in ledger.expected_for(subject, measure, period):
            if row["id"] in missing:
                message = f"{row['organisation']} did not report {measure} for {period}: the total is {words}"
                yield at(package, EXPECTED_MISSING, "expected", row, message)
        for row in ledger.questions(measure, period):
            is_split = any(row[name] for name in _PARTS if name != "hazard_type")
            asks_it = row["subject"] == subject and row["hazard_type"] == hazard_type
            whole = asks_it and not row["derived_by"] and not is_split
            said = ledger.shown(row["id"]).figure if whole else None
            if said is not None and not _agree(account.figure, said):
                message = f"it says {figures.say(said)}; the organisations' reports add up to {words}"
                yield at(package, TOTAL_DISAGREES, "figures", row, message)


def _stale_sources(ledger: Ledger) -> Iterator[Finding]:
    package = ledger.package
    rests: dict[str, list[str]] = {}
    for citation in package.rows("citations"):
        if citation["cited_table"] in ("topics", "capacity") and not _is_dated(ledger, citation):
            rests.setdefault(citation["source"], []).append(citation["cited_row"])
    for id, rows in rests.items():
        source = package.row("sources", id)
        if source is None or not source["last_updated"]:
            continue
        years = int(package.as_of[:4]) - int(source["last_updated"][:4])
        if years >= STALE_SOURCE_YEARS:
            examples = ", ".join(sorted(set(rows))[:3])
            resting = f"{len(set(rows))} undated statement(s) rest on it ({examples})"
            message = f"last updated {source['last_updated']}, and {resting}"
            yield at(package, STALE_SOURCE, "sources", source, message, column="last_updated")


def _is_dated(ledger: Ledger, citation: Row) -> bool:
    """Whether the cited row says itself of what date it is, and so does not pass for the present."""
    row = ledger.package.row(citation["cited_table"], citation["cited_row"])
    return row is None or bool(row.get("as_of") or row.get("period"))
