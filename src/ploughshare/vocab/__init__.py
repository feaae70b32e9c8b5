"""The field's vocabulary as data: one concept a file, label and description beside each term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True)
class Term:
    """One word of a vocabulary: its id, label, description, and what else the file says of it."""

    id: str
    label: str
    description: str
    extra: Mapping[str, Any]


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of terms for one concept, in the order of its file."""

    name: str
    title: str
    description: str
    terms: Mapping[str, Term]

    def __contains__(self, id: object) -> bool:
        return id in self.terms

    def __getitem__(self, id: str) -> Term:
        return self.terms[id]


@cache
def load(name: str) -> Vocabulary:
    """The vocabulary of that name, e.g. ``load("event_kinds")``; KeyError if there is none."""
    path = resources.files(__name__) / f"{name}.yaml"
    if not path.is_file():
        raise KeyError(name)
    # The safe loader in C where the wheel has it, ten times as fast as the one in Python.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 (both loaders are the safe one)
    terms = {
        id: Term(
            id=id,
            label=entry["label"],
            description=entry.get("description", ""),
            extra={key: value for key, value in entry.items() if key not in ("label", "description")},
        )
        for id, entry in content["terms"].items()
    }
    return Vocabulary(name=name, title=content["title"], description=content["description"], terms=terms)


def names() -> list[str]:
    """The names of all vocabularies, sorted."""
    files = (entry.name for entry in resources.files(__name__).iterdir())
    return sorted(name.removesuffix(".yaml") for name in files if name.endswith(".yaml"))
