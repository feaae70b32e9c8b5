"""The project speaks of itself alone: of no machine it was made on, and of no place that packages come from."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Pieces, so that this file does not hold what it forbids.
FORBIDDEN = re.compile(
    "|".join(
        [
            r"(?<![\w.])/" + "work/",  # folders of one machine
            r"(?<![\w.])/" + "tmp/[a-z]",
            r"(?<![\w.])/" + r"home/\w",
            r"(?<![\w.])/" + r"Users/\w",
            r"(?<![\w.])/" + "root/",
            "pypi" + r"\.org",  # hosts that packages come from
            "pythonhosted" + r"\.org",
            "npmjs" + r"\.(org|com)",
            "npm" + "mirror",
            "deb" + r"\.debian\.org",
        ]
    ),
    flags=re.IGNORECASE,
)


def tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listing.split("\0") if name]


def test_no_machine_and_no_registry_is_named() -> None:
    named = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        named += [
            f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
            for number, line in enumerate(text.splitlines(), start=1)
            if FORBIDDEN.search(line)
        ]
    assert not named, "\n".join(named)


def test_the_locks_name_hashes_and_no_addresses() -> None:
    requirements = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "requirements").glob("*.txt")}
    assert {"run.txt", "dev.txt"} <= set(requirements)
    for text in requirements.values():
        pinned = re.findall(r"^[\w.-]+(?:\[[\w,]+\])?==[^\\]+\\\n    --hash=sha256:", text, flags=re.MULTILINE)
        assert len(pinned) == len(re.findall(r"^\w", text, flags=re.MULTILINE))
        assert "://" not in text
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert '"integrity"' in lock
