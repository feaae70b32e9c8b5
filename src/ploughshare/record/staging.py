"""Writing many files as one: put down beside, marked as complete, then moved into place.

A crash or a full disk before the mark leaves the old package; after it, the new one: readers take the
files put down, and the next write finishes the move. No file is ever half there. Of several who write into one folder
at once, each waits for the one before.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

FOLDER = ".writing"
_MARK = "complete.json"


def finished(root: Path) -> dict[str, Path]:
    """Name -> path of the files that an interrupted write had put down completely and not yet moved."""
    mark = root / FOLDER / _MARK
    if not mark.is_file():
        return {}
    staged = {name: root / FOLDER / name for name in _promised(mark)["replace"]}
    return {name: path for name, path in staged.items() if path.is_file()}


def replace(
    root: Path,
    files: Mapping[str, bytes],
    *,
    remove: Iterable[str] = (),
    allowed: Callable[[], None] | None = None,
) -> None:
    """Put all of ``files`` (names relative to ``root``) in place of what is there, and take ``remove`` away.

    ``allowed`` is called when nobody else writes there any more: what it raises, nothing is written for.

    Raises OSError, with the package as it was, where they cannot all be written.
    """
    root.mkdir(parents=True, exist_ok=True)
    promise = {"replace": list(files), "remove": list(remove)}
    with _alone(root):
        if allowed is not None:
            allowed()
        finish(root)
        for name in (*promise["replace"], *promise["remove"]):
            _refuse_folder(root, name)
        folder = root / FOLDER
        try:
            for name, content in files.items():
                _put_down(folder / name, content)
            _put_down(folder / f"{_MARK}.new", json.dumps(promise).encode("utf-8"))
        except BaseException:  # who stops it, too, must find no rows lying about, least of all restricted ones
            shutil.rmtree(folder, ignore_errors=True)
            raise
        (folder / f"{_MARK}.new").replace(folder / _MARK)
        finish(root)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Wait until nobody else writes into the folder, and keep others waiting. It leaves no file behind."""
    folder = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _refuse_folder(root: Path, name: str) -> None:
    """Raise where a file of that name cannot be moved into place: after the mark it could never be finished."""
    path = root / name
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    for above in path.relative_to(root).parents:
        if (root / above).exists() and not (root / above).is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(root / above))


def finish(root: Path) -> None:
    """Finish an interrupted write: move what was put down completely, drop what was not."""
    folder = root / FOLDER
    mark = folder / _MARK
    if mark.is_file():
        promised = _promised(mark)
        for name in promised["replace"]:
            if (folder / name).is_file():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).replace(root / name)
        for name in promised["remove"]:
            (root / name).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def _promised(mark: Path) -> dict[str, list[str]]:
    """What the mark lists, names that lead out of the package left out: the mark is a file like any other."""
    content = json.loads(mark.read_text(encoding="utf-8"))
    return {
        key: [name for name in content.get(key, []) if not Path(name).is_absolute() and ".." not in Path(name).parts]
        for key in ("replace", "remove")
    }


def _put_down(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
