"""Documents lead somewhere: links resolve, and what they say to type exists."""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from ploughshare.cli.entry import COMMANDS, parser_of

ROOT = Path(__file__).resolve().parents[2]
TRACKED = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
FILES = [ROOT / name for name in TRACKED.split("\0") if name]
DOCUMENTS = [path for path in FILES if path.suffix == ".md" and "records" not in path.parts]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def anchors(path: Path) -> set[str]:
    """The anchors that a viewer of Markdown makes of a document's headings."""
    titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_resolve(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (document.parent / name).resolve() if name else document
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            broken.append(target)
    assert not broken


def commands_in(document: Path) -> list[str]:
    """Lines to type, from the fenced blocks and the code in sentences of a document."""
    text = document.read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:sh|console)\n(.*?)```", text, flags=re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    lines += re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [line.strip() for line in lines]


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    """The options of a command and of its subcommands."""
    below = [action.choices.values() for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return set(parser._option_string_actions).union(*(options_of(each) for parsers in below for each in parsers))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_what_to_type_exists(document: Path) -> None:
    unknown = []
    for line in commands_in(document):
        words = shlex.split(line, comments=True) if line.startswith(("make ", "ploughshare ")) else []
        match words:
            case ["make", *rest]:
                targets = [word for word in rest if "=" not in word]
                unknown += [line for target in targets if not re.search(rf"^{target}:", MAKEFILE, flags=re.MULTILINE)]
            case ["ploughshare", ("--help" | "--version" | "COMMAND"), *_]:
                pass
            case ["ploughshare", name, *rest]:
                options = {word.partition("=")[0] for word in rest if word.startswith("--")}
                known = options_of(parser_of(name)) if name in COMMANDS else set()
                unknown += [line] if name not in COMMANDS or options - known else []
    assert not unknown
