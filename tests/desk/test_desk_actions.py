"""What can be done at the desk: judging, undoing, two at once, and what goes into the record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desk_drafts import NAMES, small_draft
from ploughshare.errors import PloughshareError
from ploughshare.record.template import narrative
from small_packages import package

Act = Callable[..., Any]


@pytest.fixture
def act(draft: Any, policy_of: Callable[[str], Any]) -> Act:
    """``act(action, by=...)`` does it to the small draft."""

    def do(action: type, by: str = "ana", **given: Any) -> Any:
        return action(by=by, why="", policy=policy_of(by), draft=draft, **given).execute()

    return do


def standing(draft: Any, name: str) -> Any:
    from ploughshare.web.desk import sheet

    return sheet.read(draft).standings[NAMES[name]]


def judge(act: Act, name: str, state: str, *, by: str = "ana", seen: int = 0, **more: Any) -> Any:
    from ploughshare.web.desk.actions.judge import Decision, Judge

    return act(Judge, by, decisions=[Decision(NAMES[name], seen, state, **more)])


def accept_all(act: Act, draft: Any) -> None:
    from ploughshare.web.desk import sheet
    from ploughshare.web.desk.actions.judge import Decision, Judge

    wholes = [each for each in sheet.read(draft).wholes() if each.state == "open"]
    act(Judge, decisions=[Decision(each.name, each.number, "accepted") for each in wholes])


def enter(act: Act, by: str = "ana") -> Any:
    from ploughshare.web.desk.actions.enter import EnterRecord

    return act(EnterRecord, by)


def rows(table: str) -> dict[str, Any]:
    from ploughshare.web.records import store

    return {row["id"]: row for row in store.must_read("qr").rows(table)}


def test_what_hangs_on_a_proposal_is_judged_with_it(act: Act, draft: Any) -> None:
    judge(act, "figure", "accepted")
    assert [standing(draft, name).state for name in ("figure", "claim", "claim-cited")] == ["accepted"] * 3
    assert standing(draft, "event").state == "open"


def test_a_part_that_somebody_judged_otherwise_stays_so(act: Act, draft: Any) -> None:
    judge(act, "claim", "rejected", by="ben")
    judge(act, "figure", "accepted")
    assert standing(draft, "claim").state == "rejected"
    assert standing(draft, "claim").by == "ben"


def test_undo_is_a_new_entry_that_puts_back_what_stood(act: Act, draft: Any) -> None:
    from ploughshare.web.desk.actions.undo import Undo
    from ploughshare.web.desk.models import Judgement

    judge(act, "figure", "rejected")
    judge(act, "figure", "accepted", seen=1)
    act(Undo)
    assert standing(draft, "figure").state == "rejected"
    act(Undo)
    assert standing(draft, "figure").state == "open"
    assert Judgement.objects.filter(proposal__name=NAMES["figure"]).count() == 4
    with pytest.raises(PloughshareError) as refused:
        act(Undo)
    assert refused.value.code == "desk.refused"


def test_undo_takes_back_ones_own_act_only(act: Act, draft: Any) -> None:
    from ploughshare.web.desk.actions.undo import Undo

    judge(act, "event", "accepted", by="ana")
    judge(act, "figure", "rejected", by="ben")
    act(Undo, "ana")
    assert standing(draft, "event").state == "open"
    assert standing(draft, "figure").state == "rejected"


def test_undo_never_overwrites_another_persons_judgement(act: Act, draft: Any) -> None:
    from ploughshare.web.desk.actions.undo import Undo

    judge(act, "event", "accepted", by="ana")
    judge(act, "event", "rejected", by="ben", seen=1)
    with pytest.raises(PloughshareError) as refused:
        act(Undo, "ana")
    assert refused.value.code == "desk.stale"
    assert standing(draft, "event").state == "rejected"


def test_of_two_people_at_once_the_second_is_told(act: Act, draft: Any) -> None:
    judge(act, "event", "accepted", by="ana")
    with pytest.raises(PloughshareError) as refused:
        judge(act, "event", "rejected", by="ben")
    assert refused.value.code == "desk.stale"
    assert "ana" in str(refused.value)
    assert standing(draft, "event").by == "ana"


@pytest.mark.parametrize("name", ["rita", ""])
def test_who_may_not_is_refused_by_the_action_itself(name: str, act: Act, draft: Any) -> None:
    with pytest.raises(PloughshareError) as refused:
        judge(act, "event", "accepted", by=name)
    assert refused.value.code == "desk.denied"
    assert standing(draft, "event").state == "open"


def test_a_cell_that_its_table_does_not_allow_is_not_accepted(act: Act, draft: Any) -> None:
    row = {**standing(draft, "event").rows[0], "kind": "no_such_kind", "title": None}
    with pytest.raises(PloughshareError) as refused:
        judge(act, "event", "accepted", rows=[row])
    assert "no_such_kind" in str(refused.value)
    assert "title" in str(refused.value)
    assert standing(draft, "event").state == "open"


def test_what_was_accepted_becomes_a_record(act: Act, draft: Any) -> None:
    from ploughshare.web.records import queries
    from ploughshare.web.records.models import AuditEntry

    accept_all(act, draft)
    enter(act)
    assert rows("claims")["mines-weekly"]["best"] == 40
    assert rows("citations")["mines-weekly-cited"]["via"] == "chapter"
    heading = queries.heading("qr")
    assert heading is not None
    assert heading.meta["name"] == "Ruritania"
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= {"draft.judge", "draft.enter", "record.load"}


def test_what_is_not_accepted_stays_out_and_what_needs_it_waits(act: Act, draft: Any) -> None:
    from ploughshare.web.desk import sheet
    from ploughshare.web.desk.actions.enter import pending

    for name in ("weekly", "ruritania", "figure"):
        judge(act, name, "accepted")
    enter(act)
    assert set(rows("figures")) == {"mines"}
    assert not rows("claims")  # no source of it is accepted
    assert not rows("citations")
    assert not rows("events")
    written, removed, waiting = pending(sheet.read(draft))
    assert (written, removed) == (0, 0)
    assert waiting == {NAMES["claim-cited"]: "sources/fields", NAMES["claim"]: "citations"}
    judge(act, "first", "accepted")
    judge(act, "chapter", "accepted")
    enter(act)
    assert [row["source"] for row in rows("citations").values()] == ["fields"]


def test_a_merge_sends_what_rests_on_the_one_to_the_other(act: Act, draft: Any) -> None:
    judge(act, "second", "merged", into=f"draft/{NAMES['first']}")
    accept_all(act, draft)
    enter(act)
    assert set(rows("sources")) == {"chapter", "fields"}
    assert {row["source"] for row in rows("citations").values()} == {"fields"}


def test_a_merge_in_a_circle_or_with_nothing_is_refused(act: Act, draft: Any) -> None:
    judge(act, "second", "merged", into=f"draft/{NAMES['first']}")
    for into in (f"draft/{NAMES['second']}", "record/nothing", "draft/nothing", f"draft/{NAMES['event']}", ""):
        with pytest.raises(PloughshareError) as refused:
            judge(act, "first", "merged", into=into)
        assert refused.value.code == "desk.refused"


def test_a_merge_with_a_row_of_the_record(act: Act, draft: Any, record: Callable[[Any], None]) -> None:
    meta = {"country": "qr", "name": "Ruritania"}
    record(package(narrative=narrative(), meta=meta, sources=[{"id": "known", "title": "Two fields"}]))
    judge(act, "first", "merged", into="record/known")
    accept_all(act, draft)
    enter(act)
    assert set(rows("sources")) == {"known", "chapter", "fields-two"}
    assert rows("citations")["mines-weekly-cited"]["source"] == "known"


def test_an_id_that_the_record_has_for_something_else_is_numbered(
    act: Act, draft: Any, record: Callable[[Any], None]
) -> None:
    meta = {"country": "qr", "name": "Ruritania"}
    record(package(narrative=narrative(), meta=meta, sources=[{"id": "fields", "title": "Something else"}]))
    accept_all(act, draft)
    enter(act)
    assert rows("sources")["fields"]["title"] == "Something else"
    assert rows("sources")["fields-2"]["title"] == "Two fields"
    assert rows("citations")["mines-weekly-cited"]["source"] == "fields-2"


def test_a_split_makes_two_rows_and_what_cites_it_cites_both(act: Act, draft: Any) -> None:
    row = standing(draft, "event").rows[0]
    two = [{**row, "title": "North field"}, {**row, "id": "clearance-2", "title": "South field"}]
    judge(act, "event", "accepted", rows=two)
    accept_all(act, draft)
    enter(act)
    assert {row["title"] for row in rows("events").values()} == {"North field", "South field"}
    cited = {row["cited_row"] for row in rows("citations").values() if row["cited_table"] == "events"}
    assert cited == {"clearance", "clearance-2"}


def test_a_root_is_written_on_what_is_cited_and_accepts_nothing(act: Act, draft: Any) -> None:
    from ploughshare.web.desk.actions.assign_root import AssignRoot

    given = {"root": "ruritania", "root_state": "inferred", "reason": "the weekly quotes them"}
    act(AssignRoot, proposal=NAMES["figure"], seen=0, **given)
    assert standing(draft, "claim-cited").state == "open"
    assert standing(draft, "claim-cited").rows[0]["root"] == "ruritania"
    accept_all(act, draft)
    enter(act)
    assert rows("citations")["mines-weekly-cited"]["root_state"] == "inferred"
    with pytest.raises(PloughshareError):
        act(AssignRoot, proposal=NAMES["event"], seen=1, root="ruritania", root_state="no_such_state", reason="")
    with pytest.raises(PloughshareError):
        act(AssignRoot, proposal=NAMES["note"], seen=1, **given)


def test_what_is_taken_back_leaves_the_record(act: Act, draft: Any) -> None:
    accept_all(act, draft)
    enter(act)
    judge(act, "event", "rejected", seen=1)
    enter(act)
    assert not rows("events")
    assert {row["cited_table"] for row in rows("citations").values()} == {"claims"}
    judge(act, "event", "accepted", seen=2)
    enter(act)
    assert set(rows("events")) == {"clearance"}


def test_a_row_that_people_changed_in_the_record_is_not_written_over(
    act: Act, draft: Any, record: Callable[[Any], None]
) -> None:
    from ploughshare.web.records import store

    accept_all(act, draft)
    enter(act)
    changed = {**rows("events")["clearance"], "title": "Mended by hand"}
    store.write("qr", {"events": [changed]})
    edited = [{**standing(draft, "event").rows[0], "title": "Edited at the desk"}]
    judge(act, "event", "accepted", seen=1, rows=edited)
    with pytest.raises(PloughshareError) as refused:
        enter(act)
    assert "events/clearance" in str(refused.value)
    assert rows("events")["clearance"]["title"] == "Mended by hand"


def test_what_the_record_calls_an_error_stops_all_of_it(act: Act, draft: Any) -> None:
    row = {**standing(draft, "claim").rows[0], "low": "50"}
    judge(act, "claim", "accepted", rows=[row])
    accept_all(act, draft)
    with pytest.raises(PloughshareError) as refused:
        enter(act)
    assert refused.value.code == "record.refused"
    from ploughshare.web.desk.models import EnteredRow
    from ploughshare.web.records import store

    assert store.read("qr") is None
    assert not EnteredRow.objects.exists()


def test_the_same_document_again_proposes_nothing_new(draft: Any, policy_of: Callable[[str], Any]) -> None:
    from ploughshare.web.desk.actions.bring_in import BringIn

    def again(**changed: str) -> Any:
        read = small_draft(**changed)
        return BringIn(by="ben", why="", policy=policy_of("ben"), read=read, file="again.txt").execute()

    assert (again().draft, again().new) == (draft, 0)
    assert again(text_of_title="Two fields, read better").new == 1
    assert draft.brought_in.by == "ana"


@pytest.mark.parametrize("table", ["drafts", "draft_proposals", "judgements", "draft_rows"])
def test_the_database_refuses_to_change_or_remove_what_was_judged(table: str, act: Act, draft: Any) -> None:
    from django.db import DatabaseError, connection

    accept_all(act, draft)
    enter(act)
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id"):
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute(statement)


def test_of_many_hands_at_once_one_judges_and_the_others_are_told(draft: Any, policy_of: Callable[[str], Any]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    from ploughshare.web.desk.actions.judge import Decision, Judge

    def judge_it(number: int) -> str:
        by = ("ana", "ben")[number % 2]
        decision = Decision(NAMES["event"], 0, ("accepted", "rejected")[number % 2])
        try:
            Judge(by=by, why="", policy=policy_of(by), draft=draft, decisions=[decision]).execute()
        except PloughshareError as error:
            return error.code
        finally:
            connection.close()
        return "judged"

    with ThreadPoolExecutor(4) as hands:
        answers = sorted(hands.map(judge_it, range(8)))
    assert answers == ["desk.stale"] * 7 + ["judged"]
    assert standing(draft, "event").number == 1
