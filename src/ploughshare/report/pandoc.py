"""The pandoc that comes with the wheel: started without a shell, in its sandbox, under a time limit."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pypandoc

from ploughshare.errors import PloughshareError

Document = dict[str, Any]
"""A pandoc document as its JSON gives it: ``pandoc-api-version``, ``meta``, ``blocks``."""

SECONDS = 60.0
"""No document of a country takes longer; what does is stopped rather than waited for."""


@dataclass(frozen=True)
class Output:
    """What one run of pandoc gave: its output, and its warnings one by one."""

    content: bytes
    warnings: tuple[str, ...]


@cache
def executable() -> str:
    """The path of the wheel's pandoc."""
    return str(pypandoc.get_pandoc_path())


class Running:
    """A pandoc that has been started; ``result()`` waits for it. Two may run side by side."""

    def __init__(
        self,
        arguments: Sequence[str],
        text: bytes,
        *,
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
        sandbox: bool = True,
    ) -> None:
        command = [executable(), *(["--sandbox"] if sandbox else []), *arguments]
        # Files and not pipes: pandoc begins at once and never waits for us to read, whatever we do meanwhile.
        self._content, self._errors = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115
        with tempfile.TemporaryFile() as given:
            given.write(text)
            given.seek(0)
            # No shell, and the program is the wheel's own: only its input comes from others.
            self._process = subprocess.Popen(  # noqa: S603
                command,
                stdin=given,
                stdout=self._content,
                stderr=self._errors,
                cwd=folder,
                env={**os.environ, **(environment or {})},
            )

    def result(self, seconds: float = SECONDS) -> Output:
        """The output; a PloughshareError ``pandoc.failed`` where it fails or takes longer than ``seconds``."""
        with self._content, self._errors:
            try:
                self._process.wait(timeout=seconds)
            except subprocess.TimeoutExpired:
                self.stop()
                raise PloughshareError("pandoc.failed", why=f"it took longer than {seconds:g} seconds") from None
            self._content.seek(0)
            self._errors.seek(0)
            content = self._content.read()
            messages = self._errors.read().decode("utf-8", "replace").strip()
        if self._process.returncode:
            # It always says why, unless there is no room left to say it in.
            silent = f"nothing (exit code {self._process.returncode}); the disk of temporary files may be full"
            raise PloughshareError("pandoc.failed", why=messages or silent)
        return Output(content, tuple(part.strip() for part in messages.split("[WARNING]") if part.strip()))

    def stop(self) -> None:
        """End it if it still runs: its output is not wanted any more."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def run(
    arguments: Sequence[str],
    text: bytes,
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    sandbox: bool = True,
) -> Output:
    """Run pandoc once over ``text`` and give its output.

    Only trees that passed the allow-list may be run with ``sandbox=False`` (to embed images of the package).
    """
    return Running(arguments, text, folder=folder, environment=environment, sandbox=sandbox).result()


def document(output: Output) -> Document:
    """The document in the output of a run with ``-t json``."""
    loaded: Document = json.loads(output.content)
    return loaded


def serialised(tree: Document) -> bytes:
    """The document as the JSON that a run with ``-f json`` reads."""
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
