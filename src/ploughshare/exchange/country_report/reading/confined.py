"""Reading of binary formats in a process of its own, with a bound on its time and memory.

A small file may unpack to gigabytes or keep a parser busy for ever, and a parser in C may crash. None of that may
reach the command or the site.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.reading.model import BlockKind
from ploughshare.exchange.country_report.reading.sheets import Hint, Sheet

MEMORY_BYTES = 2_000_000_000
SECONDS = 300
_MOST_CHARACTERS = 60_000_000
"""Of all pages. The largest books of the family have some four million."""
_READERS = f"{__package__}."


def sheets(reader: str, path: Path, *, seconds: int = SECONDS, memory_bytes: int = MEMORY_BYTES) -> Iterator[Sheet]:
    """The sheets that ``sheets(path)`` of the module ``reader`` beside this one gives, as they are read.

    Raises:
        PloughshareError: what the reader raises; ``document.limit`` where it took too much time or memory.
    """
    command = [sys.executable, "-m", __name__, reader, str(path), str(seconds), str(memory_bytes)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as process:  # noqa: S603 (this very module)
        try:
            yield from _received(process, path)
        finally:
            process.kill()


def _received(process: subprocess.Popen[bytes], path: Path) -> Iterator[Sheet]:
    total = 0
    for message in map(json.loads, process.stdout or ()):
        if "text" not in message:
            if error := message.get("error"):
                raise PloughshareError(error, **{**message["context"], "path": path})
            return
        total += len(message["text"])
        if total > _MOST_CHARACTERS:
            raise PloughshareError("document.too_large", path=path, what=f"more than {_MOST_CHARACTERS:,} characters")
        hints = {
            int(line): Hint(kind and BlockKind(kind), level, is_small=small, follows=follows)
            for line, (kind, level, small, follows) in message["hints"].items()
        }
        yield Sheet(message["number"], message["text"], hints)
    took_time = process.wait() == -getattr(signal, "SIGXCPU", 0)
    raise PloughshareError("document.limit", path=path, what="time" if took_time else "memory")


def _send(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _limit(seconds: int, memory_bytes: int) -> None:
    try:
        import resource  # noqa: PLC0415 (not on every system)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))


def main(reader: str, path: str, seconds: str, memory_bytes: str) -> None:
    """Read a file and write its sheets to the standard output, a line each."""
    module = importlib.import_module(_READERS + reader)
    _limit(int(seconds), int(memory_bytes))
    try:
        for sheet in module.sheets(Path(path)):
            hints = {line: (its.kind, its.level, its.is_small, its.follows) for line, its in sheet.hints.items()}
            _send({"number": sheet.number, "text": sheet.text, "hints": hints})
        _send({"end": True})
    except PloughshareError as error:
        _send({"error": error.code, "context": {name: str(value) for name, value in error.context.items()}})
    except MemoryError:
        _send({"error": "document.limit", "context": {"what": "memory"}})


if __name__ == "__main__":
    main(*sys.argv[1:])
