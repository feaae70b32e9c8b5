"""The pages of the desk: who sees what, forms without scripts, refusals in words, and text that stays text."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from desk_drafts import NAMES, PASSWORD, TEXT, small_draft
from ploughshare.exchange.country_report.draft import to_json

ClientOf = Callable[[str], Client]
FORMS = ("edit", "split", "merge", "who-said-it")


def addresses(draft: Any) -> list[str]:
    one = f"/desk/{draft.pk}/"
    return [
        "/desk/",
        one,
        f"{one}record/",
        *(f"{one}{what}/{NAMES['event']}/" for what in FORMS),
    ]


def state(draft: Any, name: str) -> str:
    from ploughshare.web.desk import sheet

    return str(sheet.read(draft).standings[NAMES[name]].state)


def judge(client: Client, draft: Any, do: str, **more: Any) -> Any:
    return client.post(f"/desk/{draft.pk}/judge/", {"do": do}, **more)


def file(name: str, content: str | bytes) -> io.BytesIO:
    made = io.BytesIO(content.encode() if isinstance(content, str) else content)
    made.name = name
    return made


def test_a_visitor_is_sent_to_sign_in_and_a_reader_is_refused(client_of: ClientOf, draft: Any) -> None:
    for address in addresses(draft):
        answer = client_of("").get(address)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in/")
        answer = client_of("rita").get(address)
        assert answer.status_code == 403
        assert "Two fields" not in answer.content.decode()
        assert client_of("ben").get(address).status_code == 200


@pytest.mark.parametrize(("name", "status"), [("", 302), ("rita", 403)])
def test_who_is_no_editor_can_judge_undo_enter_and_bring_in_nothing(
    name: str, status: int, client_of: ClientOf, draft: Any
) -> None:
    from ploughshare.web.desk.models import Draft, EnteredRow

    client = client_of(name)
    assert judge(client, draft, f"accept:{NAMES['event']}:0").status_code == status
    for address in (
        "undo/",
        "record/",
        f"edit/{NAMES['event']}/",
        f"merge/{NAMES['event']}/",
        f"who-said-it/{NAMES['event']}/",
    ):
        assert client.post(f"/desk/{draft.pk}/{address}", {"seen": 0}).status_code == status
    assert client.post("/desk/bring-in/", {"files": file("a.txt", "x")}).status_code == status
    assert state(draft, "event") == "open"
    assert Draft.objects.count() == 1
    assert not EnteredRow.objects.exists()


def test_a_closed_account_and_a_changed_password_end_the_session(client_of: ClientOf, draft: Any) -> None:
    from ploughshare.web.accounts.actions.accounts import ChangePassword, CloseAccount

    ana, ben = client_of("ana"), client_of("ben")
    ChangePassword("keeper", "ana", "another-furrow-and-seed").execute()
    CloseAccount("keeper", "ben").execute()
    assert ana.get("/desk/").status_code == ben.get("/desk/").status_code == 302


def test_no_cache_keeps_a_page_of_the_desk(client_of: ClientOf, draft: Any) -> None:
    answer = client_of("ana").get(f"/desk/{draft.pk}/")
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_nothing_of_a_draft_is_on_the_pages_that_everybody_sees(client_of: ClientOf, draft: Any) -> None:
    for address in ("/", "/search/?q=Two+fields", "/api/openapi.json", "/qr/"):
        assert "Two fields were" not in client_of("").get(address).content.decode()


def test_pages_that_everybody_sees_ask_for_no_session(client_of: ClientOf) -> None:
    answer = client_of("").get("/")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_the_text_is_shown_whole_with_what_was_taken(client_of: ClientOf, draft: Any) -> None:
    from ploughshare.web.desk import sheet, source_text

    parts = list(source_text.segments(sheet.read(draft)))
    assert "".join(part.text for part in parts) == TEXT
    taken = next(part for part in parts if part.text == "Two fields were cleared in May 2024")
    assert taken.names == (NAMES["event"],)
    page = client_of("ana").get(f"/desk/{draft.pk}/").content.decode()
    assert f'data-of="{NAMES["event"]}"' in page
    assert "page 7" in page
    assert f'id="t-{NAMES["event"]}"' in page


def test_the_list_says_of_each_draft_what_its_page_says(client_of: ClientOf, draft: Any) -> None:
    from ploughshare.web.desk import sheet

    client = client_of("ana")
    judge(client, draft, f"reject:{NAMES['note']}:0")
    judge(client, draft, f"accept:{NAMES['figure']}:0")
    listed = client.get("/desk/").context["drafts"][0]["progress"]
    assert listed == sheet.read(draft).progress()
    assert (listed["total"], listed["judged"]) == (9, 2)


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("kind=events", "event", "figure"),
        ("confidence=doubtful", "second", "first"),
        ("confidence=confident", "first", "second"),
        ("state=open", "figure", "event"),
        ("state=accepted", "event", "figure"),
        ("kind=events&state=accepted&confidence=confident", "event", "second"),
    ],
)
def test_filters(query: str, shown: str, hidden: str, client_of: ClientOf, draft: Any) -> None:
    client = client_of("ana")
    judge(client, draft, f"accept:{NAMES['event']}:0")
    page = client.get(f"/desk/{draft.pk}/?{query}").content.decode()
    assert f'id="p-{NAMES[shown]}"' in page
    assert f'id="p-{NAMES[hidden]}"' not in page


def test_a_judgement_without_scripts_leads_to_the_next_open_one(client_of: ClientOf, draft: Any) -> None:
    answer = judge(client_of("ana"), draft, f"accept:{NAMES['event']}:0")
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?at={NAMES['figure']}#p-{NAMES['figure']}")
    assert state(draft, "event") == "accepted"
    page = client_of("ben").get(answer["Location"]).content.decode()
    assert "ana" in page
    assert "1 of 9 judged" in page


def test_for_a_script_only_what_changed_comes_back(client_of: ClientOf, draft: Any) -> None:
    answer = judge(client_of("ana"), draft, f"accept:{NAMES['figure']}:0", headers={"X-Desk": "part"})
    page = answer.content.decode()
    assert "<html" not in page
    assert page.count("data-replace") == 3  # the bar, the notice, the one proposal
    assert 'data-state="accepted"' in page


def test_all_confident_ones_at_one_stroke_are_one_act(client_of: ClientOf, draft: Any) -> None:
    from ploughshare.web.records.models import AuditEntry

    client = client_of("ana")
    judge(client, draft, "accept-all")
    assert state(draft, "first") == state(draft, "claim-cited") == "accepted"
    assert state(draft, "second") == "open"  # in doubt
    assert AuditEntry.objects.filter(action="draft.judge").count() == 1
    client.post(f"/desk/{draft.pk}/undo/")
    assert state(draft, "first") == state(draft, "claim-cited") == "open"


def test_two_people_at_once(client_of: ClientOf, draft: Any) -> None:
    judge(client_of("ana"), draft, f"accept:{NAMES['event']}:0")
    for headers in ({}, {"X-Desk": "part"}):
        answer = judge(client_of("ben"), draft, f"reject:{NAMES['event']}:0", headers=headers)
        assert answer.status_code == 409
        assert "ana made it “accepted” meanwhile" in answer.content.decode()
    assert state(draft, "event") == "accepted"


@pytest.mark.parametrize(
    "do", ["", "accept", "accept::", "accept:nothing:0", "reject:nothing:0", f"accept:{NAMES['event']}:x", "drop:x:0"]
)
def test_a_form_that_no_page_makes_changes_nothing(do: str, client_of: ClientOf, draft: Any) -> None:
    assert judge(client_of("ana"), draft, do).status_code in (409, 422)
    assert state(draft, "event") == "open"


def test_an_edit_is_read_by_the_librarys_rules(client_of: ClientOf, draft: Any) -> None:
    from ploughshare.web.desk import sheet

    client, address = client_of("ana"), f"/desk/{draft.pk}/edit/{NAMES['event']}/"
    page = client.get(address).content.decode()
    assert 'name="0-happened" value="2024-05"' in page
    answer = client.post(address, {"seen": 0, "0-happened": "31/5/2024", "0-title": "Fields"})
    assert answer.status_code == 422
    assert 'value="31/5/2024"' in answer.content.decode()
    assert state(draft, "event") == "open"
    answer = client.post(address, {"seen": 0, "0-happened": "2024-05-31", "0-happened_precision": "day"})
    assert answer.status_code == 302
    standing = sheet.read(draft).standings[NAMES["event"]]
    assert (standing.state, standing.rows[0]["happened"]) == ("accepted", "2024-05-31")
    assert standing.rows[0]["actors"] == ["ruritania"]


def test_split_merge_and_root_by_forms_alone(client_of: ClientOf, draft: Any) -> None:
    from ploughshare.web.desk import sheet

    client, one = client_of("ana"), f"/desk/{draft.pk}"
    client.post(f"{one}/split/{NAMES['event']}/", {"seen": 0, "0-title": "North", "1-title": "South"})
    client.post(f"{one}/merge/{NAMES['second']}/", {"seen": 0, "into": f"draft/{NAMES['first']}"})
    given = {"seen": 0, "root": "ruritania", "root_state": "provisional", "reason": "quoted there"}
    client.post(f"{one}/who-said-it/{NAMES['figure']}/", given)
    found = sheet.read(draft).standings
    assert [row["title"] for row in found[NAMES["event"]].rows] == ["North", "South"]
    assert [row["id"] for row in found[NAMES["event"]].rows] == ["clearance", "clearance-2"]
    assert found[NAMES["second"]].state == "merged"
    assert found[NAMES["claim-cited"]].rows[0]["root"] == "ruritania"
    assert client.get(f"{one}/").status_code == client.get(f"{one}/record/").status_code == 200


def test_what_the_record_has_already_is_offered_and_taken(
    client_of: ClientOf, draft: Any, record: Callable[[Any], None]
) -> None:
    from ploughshare.record.template import narrative
    from ploughshare.web.desk import sheet
    from small_packages import package

    meta = {"country": "qr", "name": "Ruritania"}
    known = [{"id": "paper", "name": "Ploughing Weekly", "roles": ("media",)}]
    record(package(meta=meta, narrative=narrative(), organisations=known))
    client = client_of("ana")
    assert "The record seems to have it: Ploughing Weekly" in client.get(f"/desk/{draft.pk}/").content.decode()
    judge(client, draft, f"accept:{NAMES['weekly']}:0")
    standing = sheet.read(draft).standings[NAMES["weekly"]]
    assert (standing.state, standing.into) == ("merged", "record/paper")
    client.post(f"/desk/{draft.pk}/undo/")
    judge(client, draft, f"accept-new:{NAMES['weekly']}:2")
    assert sheet.read(draft).standings[NAMES["weekly"]].state == "accepted"


def test_what_a_later_edition_says_otherwise_is_shown(
    client_of: ClientOf, draft: Any, record: Callable[[Any], None]
) -> None:
    from ploughshare.record.template import narrative
    from small_packages import package

    organisations = [{"id": "weekly", "name": "Ploughing Weekly", "roles": ("media",)}]
    asked = {"id": "old", "number": 7, "text": "Fence every orchard.", "made": "2024", "made_by": "weekly"}
    before = {"id": "before", "figure": "mines", "best": 50, "reporter": "weekly", "reported": "2024"}
    record(
        package(
            meta={"country": "qr", "name": "Ruritania"},
            narrative=narrative(),
            organisations=organisations,
            recommendations=[asked],
            figures=[{"id": "mines", "title": "Mines", "subject": "qr", "period": "2024"}],
            claims=[before],
        )
    )
    page = client_of("ana").get(f"/desk/{draft.pk}/").content.decode()
    assert "the record has 50 items, the draft 40 mines" in page
    assert "In the record, and not said again" in page
    assert "Fence every orchard." in page


def test_into_the_record_by_form(client_of: ClientOf, draft: Any) -> None:
    client = client_of("ana")
    assert client.post(f"/desk/{draft.pk}/record/", {}).status_code == 422
    judge(client, draft, "accept-all")
    judge(client, draft, f"accept:{NAMES['second']}:0")
    answer = client.post(f"/desk/{draft.pk}/record/", {"why": "the 2025 edition"})
    assert answer.status_code == 200
    assert "Read the record of Ruritania" in answer.content.decode()
    assert "Two fields cleared" in client_of("").get("/qr/events/").content.decode()
    assert client_of("").get("/qr/").status_code == 200


def test_a_draft_made_by_the_command_line_is_brought_in(client_of: ClientOf) -> None:
    client = client_of("ana")
    pair = [file("draft.json", to_json(small_draft())), file("source.txt", TEXT)]
    answer = client.post("/desk/bring-in/", {"files": pair})
    assert answer.status_code == 302
    pair = [file("draft.json", to_json(small_draft())), file("source.txt", TEXT)]
    assert "is here already" in client.post("/desk/bring-in/", {"files": pair}).content.decode()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "No file came"),
        ([("draft.json", to_json(small_draft()))], "two files"),
        ([("draft.json", "{}"), ("source.txt", TEXT)], "draft.json"),
        ([("draft.json", to_json(small_draft())), ("source.txt", "another text")], "text"),
        ([("draft.json", to_json(small_draft())), ("source.txt", b"\xff\xfe\xff")], "UTF-8"),
        ([("shopping.txt", "Two eggs and a pound of flour, please.")], "shopping.txt"),
        ([("broken.pdf", b"%PDF-1.4 nothing more")], "broken.pdf"),
    ],
    ids=["none", "alone", "no draft", "another text", "not UTF-8", "unrelated", "broken"],
)
def test_a_file_that_is_no_report_is_refused_in_words(
    files: list[tuple[str, Any]], words: str, client_of: ClientOf
) -> None:
    from ploughshare.web.desk.models import Draft

    sent = {"files": [file(*one) for one in files]} if files else {}
    answer = client_of("ana").post("/desk/bring-in/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "/tmp" not in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_file_that_is_too_long_is_dropped_while_it_comes(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ploughshare.web.desk import uploads

    monkeypatch.setattr(uploads, "MOST_BYTES", 100_000)
    answer = client_of("ana").post("/desk/bring-in/", {"files": file("long.txt", b"mine " * 100_000)})
    assert answer.status_code == 422
    assert "long.txt" in answer.content.decode()


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\" onclick=\"alert(3) {{ 7|add:7 }} {% now 'Y' %}"


def test_hostile_text_stays_text(client_of: ClientOf, policy_of: Callable[[str], Any]) -> None:
    from dataclasses import replace

    from ploughshare.exchange.country_report.draft import Proposal
    from ploughshare.exchange.country_report.reading.model import Leftover, Span
    from ploughshare.web.desk.actions.bring_in import BringIn

    text = f"Ruritania {HOSTILE} javascript:alert(4)"
    row = {"id": "x", "kind": "news_article", "title": HOSTILE, "url": "javascript:alert(4)", "seen": False}
    hostile = Proposal("sources", row, (Span(1, 10, 60), Span(1, -5, 10**9)), HOSTILE, HOSTILE)
    read = replace(
        small_draft(), name=HOSTILE, text=text, pages=(), proposals=(hostile,), unplaced=(Leftover(HOSTILE),)
    )
    BringIn(by="ana", why="", policy=policy_of("ana"), read=read, file=HOSTILE).execute()
    client = client_of("ana")
    draft = client.get("/desk/").context["drafts"][0]["draft"]
    for address in ("/desk/", *(f"/desk/{draft.pk}/{end}" for end in ("", "record/", f"edit/{hostile.id}/"))):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'onclick="alert' not in page
        assert 'href="javascript:' not in page
    judged = judge(client, draft, f"accept:{hostile.id}:0")
    assert judged.status_code == 422  # the address is none


def test_a_draft_whose_parts_go_round_in_a_circle_is_shown(
    client_of: ClientOf, policy_of: Callable[[str], Any]
) -> None:
    from dataclasses import replace

    from ploughshare.exchange.country_report.draft import Proposal
    from ploughshare.web.desk.actions.bring_in import BringIn

    one = Proposal("notes", {"number": 1})
    two = Proposal("notes", {"number": 2}, part_of=one.id)
    one = Proposal("notes", {"number": 1}, part_of=two.id)
    three = Proposal("notes", {"number": 3}, part_of="notes-000000000000")
    read = replace(small_draft(), proposals=(one, two, three))
    draft = BringIn(by="ana", why="", policy=policy_of("ana"), read=read, file="x").execute().draft
    client = client_of("ana")
    assert client.get(f"/desk/{draft.pk}/").status_code == 200
    assert judge(client, draft, f"accept:{three.id}:0").status_code == 302
    assert judge(client, draft, f"accept:{one.id}:0").status_code == 302


def test_signing_in_and_out(client_of: ClientOf) -> None:
    client = client_of("")
    assert client.get("/desk/")["Location"] == "/sign-in/?next=/desk/"
    given = {"username": "ana", "password": PASSWORD, "next": "/desk/"}
    answer = client.post("/sign-in/?next=/desk/", given)
    assert answer["Location"] == "/desk/"
    cookie = answer.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert client.get("/desk/").status_code == 302


def test_signing_in_leads_to_no_other_site(client_of: ClientOf) -> None:
    given = {"username": "ana", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client_of("").post("/sign-in/", given)["Location"] == "/desk/"


def test_who_fails_too_often_waits(client_of: ClientOf) -> None:
    client = client_of("")
    wrong = {"username": "ana", "password": "wrong"}
    first = [client.post("/sign-in/", wrong).status_code for _ in range(5)]
    assert first == [200, 200, 200, 200, 429]
    right = client.post("/sign-in/", {**wrong, "password": PASSWORD})
    assert right.status_code == 429
    assert "locked" in right.content.decode()
    assert client.post("/sign-in/", {"username": "ben", "password": PASSWORD}).status_code == 302


def test_a_form_from_elsewhere_is_refused(client_of: ClientOf, draft: Any) -> None:
    client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    client.cookies = client_of("ana").cookies
    assert judge(client, draft, f"accept:{NAMES['event']}:0").status_code == 403
    assert state(draft, "event") == "open"


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("cara", "short", "account.password"),
        ("cara", "123456789012", "account.password"),
        ("cara", "password1234", "account.password"),
        ("caramelita-long", "caramelita-long1", "account.password"),
        ("ANA", PASSWORD, "account.exists"),
        ("two words", PASSWORD, "account.name"),
        ("", PASSWORD, "account.name"),
    ],
)
def test_an_account_that_is_not_opened(name: str, password: str, code: str, desk: None) -> None:
    from django.contrib.auth.models import User

    from ploughshare.errors import PloughshareError
    from ploughshare.web.accounts.actions.accounts import OpenAccount
    from ploughshare.web.accounts.roles import Role

    before = User.objects.count()
    with pytest.raises(PloughshareError) as refused:
        OpenAccount("keeper", name, Role.EDITOR, password).execute()
    assert refused.value.code == code
    assert User.objects.count() == before


def test_the_password_is_in_no_audit(desk: None) -> None:
    from ploughshare.web.records.models import AuditEntry

    entries = AuditEntry.objects.filter(action="account.open")
    assert entries.count() == 3
    assert not [entry for entry in entries if PASSWORD in str(entry.summary)]


def test_the_key_is_kept_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    from ploughshare.web.settings import environment

    first = environment.secret_key({}, tmp_path)
    assert first == environment.secret_key({}, tmp_path)
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    absent = tmp_path / "absent"
    assert environment.secret_key({}, absent) != environment.secret_key({}, absent)
    assert environment.secret_key({"PLOUGHSHARE_SECRET_KEY": "named"}, tmp_path) == "named"
