"""Many hands at once, and a program that dies in the middle: nothing lost, nothing twice, nothing half."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ploughshare.record import canonical, reader
from ploughshare.web.records import queries, store
from ploughshare.web.records.models import AuditEntry, Proposal, PublishedRow

pytestmark = pytest.mark.slow

DIES = """
import os, sys
from ploughshare.web import boot
boot.ready()
from ploughshare.web.records import publishing
publishing._links = lambda *_: os._exit(9)
from ploughshare.cli import main
sys.exit(main(sys.argv[1:]))
"""


def start(url: str, *arguments: str, program: str = "from ploughshare.cli import main; import sys; sys.exit(main())"):
    settings = {"DJANGO_SETTINGS_MODULE": "ploughshare.web.settings", "PLOUGHSHARE_DATABASE_URL": url}
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ends(*running: subprocess.Popen[str]) -> list[tuple[int, str]]:
    said = [process.communicate(timeout=240)[0] for process in running]
    return [(process.returncode, words) for process, words in zip(running, said, strict=True)]


@pytest.fixture
def packages(kp_path: Path, tmp_path: Path) -> list[Path]:
    """The shipped record, and two editions that say one thing otherwise."""
    made = []
    for name, title in (("shipped", None), ("one", "One title"), ("two", "Another title")):
        folder = tmp_path / name
        shutil.copytree(kp_path, folder)
        if title:
            meta = folder / "record.yaml"
            lines = [f"title: {title}" if line.startswith("title:") else line for line in meta.read_text().splitlines()]
            meta.write_text("\n".join(lines) + "\n")
        made.append(folder)
    return made


def test_two_loads_of_a_new_record_at_once_make_it_once(database, packages: list[Path]) -> None:
    shipped = str(packages[0])
    done = ends(start(database, "load", shipped), start(database, "load", shipped))
    assert [code for code, _ in done] == [0, 0], done
    assert sorted("loaded" in words for _, words in done) == [False, True]
    assert canonical.files(store.must_read("kp")) == canonical.files(reader.read(packages[0]).package)
    assert AuditEntry.objects.count() == 1
    assert PublishedRow.objects.count() == sum(map(len, store.must_read("kp").tables.values()))


def test_two_editions_at_once_are_both_kept_as_proposals(database, packages: list[Path]) -> None:
    call = [start(database, "load", str(packages[0]))]
    assert [code for code, _ in ends(*call)] == [0]
    done = ends(*(start(database, "load", str(folder)) for folder in packages[1:]))
    assert [code for code, _ in done] == [0, 0], done
    assert set(Proposal.objects.values_list("column", "new")) == {("title", "One title"), ("title", "Another title")}
    done = ends(*(start(database, "load", str(folder), "--accept", "--why", "a test") for folder in packages[1:]))
    # The one that comes second finds its proposal superseded, or proposes against the first: either way both are kept.
    assert {code for code, _ in done} <= {0, 2}, done
    assert store.must_read("kp").meta["title"] in ("One title", "Another title")
    assert AuditEntry.objects.filter(action="proposals.accept").count() == [code for code, _ in done].count(0)


def test_a_program_that_dies_in_the_middle_leaves_nothing_half(database, packages: list[Path]) -> None:
    assert [code for code, _ in ends(start(database, "load", str(packages[0]), program=DIES))] == [9]
    assert store.read("kp") is None
    assert queries.countries() == []
    assert not PublishedRow.objects.exists()
    assert [code for code, _ in ends(start(database, "load", str(packages[0])))] == [0]


def test_two_programs_may_start_on_an_empty_database(tmp_path: Path, packages: list[Path]) -> None:
    url = f"sqlite:///{tmp_path / 'folder' / 'new.sqlite3'}"
    done = ends(*(start(url, "load", str(packages[0])) for _ in range(2)))
    assert [code for code, _ in done] == [0, 0], done
