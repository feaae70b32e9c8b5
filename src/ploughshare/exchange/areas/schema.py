"""A YAML file against its published JSON schema, with the line of each fault.

Reads as much of JSON Schema as our schemas use: type, enum, pattern, required, properties, additionalProperties,
items, anyOf and references within the file. Scalars of our YAML are texts: a number is a text that reads as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ploughshare.record.cells import closest
from ploughshare.record.strict_yaml import Node

Schema = Mapping[str, Any]

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Fault:
    """What is wrong in a YAML file, and on which line."""

    line: int
    message: str


def faults(node: Node, schema: Schema) -> list[Fault]:
    """Everything in ``node`` that ``schema`` does not allow, in the order of its lines."""
    return sorted(_faults(node, schema, schema, "the file"), key=lambda fault: fault.line)


def _faults(node: Node, schema: Schema, root: Schema, where: str) -> Iterator[Fault]:
    schema = _resolved(schema, root)
    if "anyOf" in schema:
        fitting = [one for one in (_resolved(each, root) for each in schema["anyOf"]) if _has_shape(node.value, one)]
        if not fitting:
            yield Fault(node.line, f"{where} cannot be {_shape(node.value)}")
        elif not any(not list(_faults(node, one, root, where)) for one in fitting):
            yield from _faults(node, fitting[0], root, where)
        return
    if not _has_shape(node.value, schema):
        wanted = schema.get("type") or f"one of {', '.join(map(str, schema['enum']))}"
        yield Fault(node.line, f"{where} must be {_NAMES.get(wanted, wanted)}, and is {_shape(node.value)}")
        return
    if isinstance(node.value, dict):
        yield from _mapping_faults(node, schema, root, where)
    elif isinstance(node.value, list):
        for item in node.value:
            yield from _faults(item, schema.get("items", {}), root, f"an entry of {where}")
    else:
        yield from _text_faults(node, schema, where)


def _mapping_faults(node: Node, schema: Schema, root: Schema, where: str) -> Iterator[Fault]:
    for key in schema.get("required", ()):
        if key not in node.value:
            yield Fault(node.line, f"{where} lacks “{key}”")
    known = schema.get("properties", {})
    other = schema.get("additionalProperties", True)
    for key, value in node.value.items():
        if key in known:
            yield from _faults(value, known[key], root, f"“{key}”")
        elif other is False:
            meant = closest(key, known)
            hint = f"; did you mean “{meant}”?" if meant else f"; it takes {', '.join(known)}"
            yield Fault(value.line, f"{where} takes no “{key[:60]}”{hint}")
        elif isinstance(other, Mapping):
            yield from _faults(value, other, root, f"“{key[:60]}”")


def _text_faults(node: Node, schema: Schema, where: str) -> Iterator[Fault]:
    text = node.value
    if "enum" in schema and text not in map(str, schema["enum"]):
        yield Fault(node.line, f"{where} must be one of {', '.join(dict.fromkeys(map(str, schema['enum'])))}")
    if "pattern" in schema and not re.fullmatch(schema["pattern"], text):
        yield Fault(node.line, f"{where} takes lower case letters, digits and single hyphens only")


def _resolved(schema: Schema, root: Schema) -> Schema:
    while "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        schema = root["$defs"][name]
    return schema


def _has_shape(value: Any, schema: Schema) -> bool:
    if "anyOf" in schema:
        return True
    match schema.get("type"):
        case "object":
            return isinstance(value, dict)
        case "array":
            return isinstance(value, list)
        case "number":
            return isinstance(value, str) and bool(_NUMBER.fullmatch(value))
        case "string":
            return isinstance(value, str)
        case _:
            return isinstance(value, str) if "enum" in schema else True


_NAMES = {"object": "a group of fields", "array": "a list", "number": "a number", "string": "a text"}


def _shape(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a group of fields"
    return "a list" if isinstance(value, list) else f"“{value[:60]}”"
