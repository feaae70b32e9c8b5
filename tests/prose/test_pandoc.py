"""Pandoc as it is started here: in its sandbox, without a shell, and not for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from ploughshare.errors import PloughshareError
from ploughshare.report import pandoc

ENDLESS = b"[" * 40
"""Pandoc takes twice as long for each bracket that stays open."""


def test_it_is_stopped_after_its_time() -> None:
    running = pandoc.Running(["--from", "markdown", "--to", "json"], ENDLESS)
    with pytest.raises(PloughshareError, match="longer than"):
        running.result(0.3)
    running.stop()


def test_what_is_not_wanted_any_more_is_ended() -> None:
    running = pandoc.Running(["--from", "markdown", "--to", "json"], ENDLESS)
    running.stop()
    with pytest.raises(PloughshareError):
        running.result(5)


def test_one_that_fails_in_silence_is_not_blamed_on_the_text_alone() -> None:
    running = pandoc.Running(["--from", "markdown", "--to", "json"], ENDLESS)
    running.stop()
    with pytest.raises(PloughshareError, match="disk of temporary files"):
        running.result(5)


def test_its_error_is_told() -> None:
    with pytest.raises(PloughshareError, match="nonsense"):
        pandoc.run(["--from", "nonsense"], b"")


def test_its_warnings_are_told_one_by_one() -> None:
    output = pandoc.run(["--from", "markdown", "--to", "json"], b"::: {.a}\n\n::: {.b}\n\nx")
    assert len(output.warnings) == 2
    assert pandoc.document(output)["meta"] == {}


def test_its_sandbox_reads_no_file_that_the_text_names(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\nsecret,2\n", encoding="utf-8")
    text = f".. csv-table::\n   :file: {secret}\n".encode()
    with pytest.raises(PloughshareError):
        pandoc.run(["--from", "rst", "--to", "plain"], text)
    assert b"secret" in pandoc.run(["--from", "rst", "--to", "plain"], text, sandbox=False).content
