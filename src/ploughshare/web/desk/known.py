"""What the record has already of a draft: which proposal is which row there, told by what each is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.cache import cache

from ploughshare.exchange.country_report.differences import Change, differences
from ploughshare.exchange.country_report.matching import Told, match, says_the_same
from ploughshare.exchange.country_report.packaging import package
from ploughshare.record.package import Package
from ploughshare.web.desk.models import EnteredRow
from ploughshare.web.desk.sheet import Sheet, as_library
from ploughshare.web.records import codec, store
from ploughshare.web.records.models import AuditEntry

_SECONDS = 3600


@dataclass(frozen=True)
class Known:
    """A row of the record that a proposal seems to be, and what it is called."""

    id: str
    label: str


@dataclass(frozen=True)
class Comparison:
    """A draft beside the record. ``same``: name of a proposal -> the row that it seems to be.

    ``changes``: name of a proposal -> in what the record says otherwise. ``dropped``: what the record has from an
    earlier edition and this one no longer says.
    """

    same: Mapping[str, Known] = field(default_factory=dict)
    changes: Mapping[str, str] = field(default_factory=dict)
    dropped: Sequence[str] = ()


def in_record(sheet: Sheet) -> Comparison:
    """What the record has of the draft and what it says otherwise; rows that came from this draft excepted.

    Kept until the record or the draft is another: comparing two long records takes a tenth of a second.
    """
    country = sheet.draft.country
    newest = AuditEntry.objects.filter(record=country).exclude(action__in=("draft.judge", "draft.undo"))
    state = newest.order_by("-at").values_list("pk", flat=True).first()
    key = f"known-{sheet.draft.pk}-{len(sheet.standings)}-{state}"
    found: Comparison | None = cache.get(key)
    if found is None:
        record = store.read(country)
        found = _compare(sheet, record) if record else Comparison()
        cache.set(key, found, _SECONDS)
    return found


def _compare(sheet: Sheet, record: Package) -> Comparison:
    draft = as_library(sheet)
    ours = package(draft)
    own = set(EnteredRow.objects.filter(proposal__draft=sheet.draft).values_list("table", "row"))
    matching = match(ours, record)
    mine, other = Told(ours), Told(record)
    pairs = {(table, left["id"]): right for table, found in matching.pairs.items() for left, right in found}
    for left, right in matching.pairs["figures"]:
        for claim in mine.claims.get(left["id"], ()):
            agreeing = [known for known in other.claims.get(right["id"], ()) if says_the_same(claim, known)]
            if agreeing:
                pairs["claims", claim["id"]] = agreeing[0]
    same: dict[str, Known] = {}
    for standing in sheet.standings.values():
        row = pairs.get((standing.kind, standing.proposal.content.get("id")))
        if row is not None and (standing.kind, row["id"]) not in own:
            same[standing.name] = Known(row["id"], codec.label(row))
    told = [each for each in differences(draft, record) if each.change is not Change.NEW]
    told = [each for each in told if (each.table, each.theirs) not in own]
    messages = {(each.table, each.ours): each.message for each in told if each.ours}
    changes = {}
    for standing in sheet.standings.values():
        message = messages.get((standing.kind, standing.proposal.content.get("id")))
        if message:
            changes[standing.name] = message
    return Comparison(same, changes, tuple(each.message for each in told if each.change is Change.DROPPED))
