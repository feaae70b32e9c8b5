"""What a load does: all, nothing, or proposals; what accepting does; and that each act is in the audit once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ploughshare.errors import PloughshareError
from ploughshare.record import canonical
from ploughshare.record.package import Package
from ploughshare.record.reader import Reading
from ploughshare.web.records import publishing, queries, store
from ploughshare.web.records.actions.accept_proposals import AcceptProposals
from ploughshare.web.records.actions.load_record import Loaded, LoadRecord
from ploughshare.web.records.models import AuditEntry, Proposal, RowChange
from small_packages import package, said


def record(**changes: Any) -> Package:
    """A small record that is in order; ``changes`` are cells of the claim, ``None`` for no claim at all."""
    claims = [{"id": "cleared", "figure": "mines", "best": 600, **changes}]
    return package(
        narrative="# Findings\n\n[All is well.]{.assessment}\n",
        organisations=[{"id": "army"}],
        sources=[
            {"id": "paper"},
            {"id": "mail", "kind": "email", "consent": "named", "title": "Re: mines"},
            {"id": "informant", "kind": "informant", "consent": "not_citable"},
        ],
        figures=[{"id": "mines"}],
        claims=claims,
        topics=[{"id": "told", "statement": "A secret was told.", "tier": "restricted"}],
        citations=[
            said("cleared", "paper", root="army"),
            said("told", "informant", cited_table="topics", root="army"),
        ],
    )


def load(given: Package) -> Loaded:
    return LoadRecord(by="Kim", why="edition", reading=Reading(given, ())).execute()


def accept(loaded: Loaded) -> AuditEntry:
    keys = [proposal.pk for proposal in loaded.proposals]
    return AcceptProposals(by="Lee", why="it was checked", country="kp", proposals=keys).execute()


def test_into_an_empty_database_everything_comes_in(database) -> None:
    assert load(record()).is_new
    assert canonical.files(store.must_read("kp")) == canonical.files(record())
    entry = AuditEntry.objects.get()
    assert (entry.by, entry.why, entry.action, entry.record_label) == ("Kim", "edition", "record.load", "North Korea")
    assert entry.summary["rows"]["claims"] == 1


def test_a_record_with_errors_is_refused_and_nothing_is_kept(database) -> None:
    with pytest.raises(PloughshareError, match="claim") as refusal:
        load(record(low=700, high=500))
    assert refusal.value.code == "record.refused"
    assert store.read("kp") is None
    assert not AuditEntry.objects.exists()


def test_what_is_equal_changes_nothing_and_leaves_no_trace(database) -> None:
    load(record())
    assert load(record()) == Loaded(is_new=False)
    assert AuditEntry.objects.count() == 1


def test_what_differs_is_proposed_once_and_changes_nothing(database) -> None:
    load(record())
    for _ in range(2):
        found = load(record(best=601)).proposals
        assert [(one.table, one.row, one.column, one.old, one.new) for one in found] == [
            ("claims", "cleared", "low", "600", "601"),
            ("claims", "cleared", "best", "600", "601"),
            ("claims", "cleared", "high", "600", "601"),
        ]
    assert canonical.files(store.must_read("kp")) == canonical.files(record())
    assert Proposal.objects.count() == 3


def test_rival_proposals_stand_side_by_side_until_one_is_accepted(database) -> None:
    load(record())
    first, second = load(record(best=601)), load(record(best=602))
    accept(second)
    assert str(store.must_read("kp").rows("claims")[0]["best"]) == "602"
    states = Proposal.objects.values_list("new", "state").distinct()
    assert set(states) == {("601", "superseded"), ("602", "accepted")}
    with pytest.raises(PloughshareError) as refusal:
        accept(first)
    assert refusal.value.code == "proposals.stale"


def test_accepting_writes_the_row_its_history_and_what_is_published(database) -> None:
    load(record())
    entry = accept(load(record(best=601)))
    change = RowChange.objects.get()
    assert (change.act, change.table, change.row) == (entry, "claims", "cleared")
    assert (change.before["best"], change.after["best"]) == ("600", "601")
    assert (entry.by, entry.why) == ("Lee", "it was checked")
    assert queries.package("kp").row("claims", "cleared")["best"] == 601


def test_new_rows_gone_rows_and_the_fields_of_the_record_are_differences_too(database) -> None:
    load(record())
    changed = record()
    changed = replace(
        changed,
        meta={**changed.meta, "title": "Another title"},
        tables={
            **changed.tables,
            "organisations": [*changed.tables["organisations"], *more_organisations()],
            "topics": [],
        },
    )
    changed.tables["citations"][:] = [row for row in changed.tables["citations"] if row["cited_table"] != "topics"]
    found = load(changed)
    assert [(one.table, one.row, one.column) for one in found.proposals] == [
        ("record", "kp", "title"),
        ("organisations", "navy", None),
        ("topics", "told", None),
        ("citations", "told-informant", None),
    ]
    accept(found)
    assert canonical.files(store.must_read("kp")) == canonical.files(changed)
    assert RowChange.objects.get(table="topics").after is None


def more_organisations() -> list[dict[str, Any]]:
    return list(package(organisations=[{"id": "navy"}]).rows("organisations"))


def test_what_would_make_an_error_is_not_accepted(database) -> None:
    load(record())
    found = load(record(best=601))
    Proposal.objects.filter(column="high").update(new="1")
    with pytest.raises(PloughshareError) as refusal:
        accept(found)
    assert refusal.value.code == "record.refused"
    assert canonical.files(store.must_read("kp")) == canonical.files(record())
    assert set(Proposal.objects.values_list("state", flat=True)) == {"open"}


def test_a_dump_without_restricted_rows_does_not_propose_to_remove_them(database) -> None:
    from ploughshare.web.records import differences

    load(record())
    dumped = differences.without_restricted(store.must_read("kp"))
    assert dumped.row("sources", "informant") is None
    assert dumped.row("topics", "told") is None
    assert load(dumped) == Loaded(is_new=False)


def test_a_restricted_row_is_marked_so_that_nobody_prints_it(database) -> None:
    load(record())
    changed = record()
    changed.row("sources", "informant")["note"] = "lives in the north"
    (proposal,) = load(changed).proposals
    assert proposal.restricted


def test_a_failure_in_the_middle_leaves_nothing_half(database, monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(publishing, "_links", fail)
    with pytest.raises(RuntimeError):
        load(record())
    assert store.read("kp") is None
    assert queries.countries() == []
    assert not AuditEntry.objects.exists()
