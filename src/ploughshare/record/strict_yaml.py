"""The YAML of a package: mappings, lists and texts, nothing else; lines kept, one way to write it.

YAML itself can do more than a record needs, and some of it is dangerous: aliases that expand a small file
to gigabytes, tags that make objects, keys given twice of which one silently wins, ``no`` that becomes false
and ``2018-10-01`` that becomes a date. Here every scalar stays a text until its column says what it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 20
_NULL = frozenset({"", "~", "null"})
# What every YAML reader takes for a text when it stands unquoted: starts with a letter, holds no mark of YAML.
_PLAIN = re.compile(r"[^\W\d_][\w .,/()+&’'-]*", re.UNICODE)
_WORDS_OF_YAML = frozenset({"y", "n", "yes", "no", "true", "false", "on", "off", "null", "nan", "inf"})
_DATE_OR_ADDRESS = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}|https?://[A-Za-z0-9./?=&%~+#:;,()_-]*[A-Za-z0-9/]")


@dataclass(frozen=True)
class Node:
    """A piece of YAML and the line it begins on: a text, None, a list of nodes, or a mapping of texts to nodes."""

    value: Any
    line: int

    def plain(self) -> Any:
        """The same without lines: texts, None, lists and dicts."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


class RefusedError(Exception):
    """YAML that cannot be read at all; with its line."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def load(text: str, on_duplicate: Callable[[str, int], None]) -> Node:
    """The one document in ``text``; ``on_duplicate(key, line)`` is told of keys given twice (the first wins).

    Raises:
        RefusedError: malformed YAML, an alias, an anchor, a tag, a second document, too deep a nesting.
    """
    events = yaml.parse(text, Loader=_LOADER)
    try:
        return _Composer(events, on_duplicate).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise RefusedError(f"this is not YAML: {error.problem or error.context}", line) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1 if isinstance(error.position, int) else 1
        raise RefusedError(f"the character U+{_code(error.character):04X} may not stand in YAML", line) from None


def _code(character: Any) -> int:
    return character if isinstance(character, int) else ord(character)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Composer:
    """Builds nodes from the events of the YAML parser."""

    def __init__(self, events: Iterator[yaml.Event], on_duplicate: Callable[[str, int], None]) -> None:
        self._events = events
        self._on_duplicate = on_duplicate

    def document(self) -> Node:
        node = Node(None, 1)
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise RefusedError("a second document begins here", _line(event))
                node = self._node(next(self._events), 0)
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            raise RefusedError("an alias (*name) repeats another part; write it out", line)
        if getattr(event, "anchor", None):
            raise RefusedError("an anchor (&name) is for aliases, which a record does not use; take it out", line)
        if getattr(event, "tag", None):
            raise RefusedError("a tag (!name) makes something else of a value; take it out", line)
        if depth > _DEEPEST:
            raise RefusedError(f"nested more than {_DEEPEST} deep", line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(list(self._items(depth)), line)
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self._entries(depth), line)
        if not isinstance(event, yaml.ScalarEvent):
            raise RefusedError("a value was expected", line)
        unquoted = not event.style  # None in Python's parser, and empty in the one in C
        return Node(None if unquoted and event.value.lower() in _NULL else event.value, line)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key.value, str):
                raise RefusedError("a key must be a plain word", key.line)
            if key.value in entries:
                self._on_duplicate(key.value, key.line)
            else:
                entries[key.value] = value
        return entries


def dump(content: Mapping[str, Any]) -> str:
    """A mapping as YAML in block style, keys in their order; reading it gives the same texts again.

    Takes str, int, Decimal, bool, None, lists and mappings. Texts stand plain where every reader of YAML takes them
    for texts, in a block where they have several lines, else in double quotes.
    """
    return "".join(f"{line}\n" for line in _mapping_lines(content, 0))


def _mapping_lines(content: Mapping[str, Any], indent: int) -> Iterator[str]:
    pad = " " * indent
    for key, value in content.items():
        if isinstance(value, Mapping) and value:
            yield f"{pad}{key}:"
            yield from _mapping_lines(value, indent + 2)
        elif isinstance(value, (list, tuple)) and value and not _all_numbers(value):
            yield f"{pad}{key}:"
            yield from _list_lines(value, indent + 2)
        else:
            yield from _with_scalar(f"{pad}{key}:", value, indent)


def _list_lines(content: Sequence[Any], indent: int) -> Iterator[str]:
    pad = " " * indent
    for value in content:
        if isinstance(value, Mapping) and value:
            first, *rest = _mapping_lines(value, indent + 2)
            yield f"{pad}- {first.lstrip()}"
            yield from rest
        else:
            yield from _with_scalar(f"{pad}-", value, indent)


def _with_scalar(head: str, value: Any, indent: int) -> Iterator[str]:
    if isinstance(value, str) and _fits_block(value):
        yield f"{head} |-"
        for line in value.split("\n"):
            yield f"{' ' * (indent + 2)}{line}" if line else ""
    else:
        yield f"{head} {_scalar(value)}"


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")  # with the digits as stated: 0.20, not 0.2
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str):
        return value if _is_plain(value) else _quoted(value)
    return json.dumps(value)


def _all_numbers(value: Sequence[Any]) -> bool:
    return all(isinstance(item, int) or (isinstance(item, list) and _all_numbers(item)) for item in value)


def _is_plain(text: str) -> bool:
    if _DATE_OR_ADDRESS.fullmatch(text):
        return True
    is_word = text.lower() in _WORDS_OF_YAML
    return bool(_PLAIN.fullmatch(text)) and not is_word and text == text.strip() and text.isprintable()


def _fits_block(text: str) -> bool:
    """Whether a block would give the text back: several lines, the first and last not blank, nothing unprintable."""
    lines = text.split("\n")
    return (
        len(lines) > 1
        and all(line.isprintable() for line in lines)
        and lines[0][:1].strip() != ""
        and lines[-1].strip() != ""
    )


def _quoted(text: str) -> str:
    """A text in double quotes, whose escapes JSON and YAML share; what cannot be seen is escaped."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(
        character if character.isprintable() else "".join(f"\\U{ord(character):08x}") for character in quoted
    )
