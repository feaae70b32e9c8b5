"""Write ``docs/reference/`` from the code: checks, errors, commands, tables, vocabularies and settings.

What a page says is improved where the code says it; a test fails when a page is stale.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from ploughshare import vocab
from ploughshare.cli.entry import COMMANDS, parser_of
from ploughshare.errors import CATALOGUE
from ploughshare.findings import REGISTRY, Level
from ploughshare.record.contracts import TABLES, Column

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
PACKAGE = ROOT / "src" / "ploughshare"

MADE = "<!-- Made from the code by `make docs`; change the code. -->"


def _cell(text: object) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def _table(head: list[str], rows: list[list[object]]) -> str:
    lines = [head, ["---"] * len(head), *[[_cell(cell) for cell in row] for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _load_checks() -> None:
    """Import each module that registers a check, which enters it in the registry."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if re.search(r"import .*\bregister\b", path.read_text(encoding="utf-8")):
            importlib.import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))


def checks() -> str:
    """Every check by level: what it looks for and what to do."""
    _load_checks()
    meaning = {
        Level.ERROR: "An error stops the report from being published.",
        Level.WARNING: "A warning is printed, and never stops anything.",
        Level.NOTE: "A note tells what a reader should know.",
    }
    parts = ["# Checks", MADE, "What `ploughshare check` looks for. Ids are permanent."]
    for level in Level:
        found = sorted((check for check in REGISTRY.values() if check.level is level), key=lambda check: check.id)
        if found:
            parts += [f"## {level.value.capitalize()}s", meaning[level]]
            parts += [
                part
                for check in found
                for part in (f"### {check.id}", f"Looks for: {_cell(check.looks_for)}", f"Do: {_cell(check.remedy)}")
            ]
    return "\n\n".join(parts) + "\n"


def errors() -> str:
    """Every error code with its message; what stands in braces is filled in when it is raised."""
    parts = [
        "# Errors",
        MADE,
        "What stops a command (exit code 2). Faults in the data are no errors but findings: see [checks](checks.md).",
    ]
    for code, message in sorted(CATALOGUE.items()):
        words = "".join(
            literal + (f"*{field}*" if field else "") for literal, field, _, _ in Formatter().parse(message)
        )
        parts += [f"## {code}", "> " + words.replace("\n", "  \n> ")]
    return "\n\n".join(parts) + "\n"


def commands() -> str:
    """The help of every command, as it prints it."""
    os.environ["COLUMNS"] = "100"
    parts = [
        "# Commands",
        MADE,
        "`ploughshare COMMAND`, with the help that each prints. `--help` alone tells the exit codes.",
    ]
    for name, line in COMMANDS.items():
        parser = parser_of(name)
        parts += [f"## {name}", f"{line[0].upper()}{line[1:]}.", _help(parser)]
        for action in parser._actions:  # noqa: SLF001  argparse tells of its subcommands nowhere else
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
                parts += [_help(subcommand) for subcommand in action.choices.values()]
    return "\n\n".join(parts) + "\n"


def _help(parser: argparse.ArgumentParser) -> str:
    return f"```text\n{parser.format_help().rstrip()}\n```"


def _holds(column: Column) -> str:
    kind = column.type.value
    if column.vocabulary:
        kind = f"one of [{column.vocabulary}](vocabularies.md#{column.vocabulary})"
    elif column.references:
        kind = f"id of [{column.references}](#{column.references})"
    unit = f", in {column.unit}" if column.unit else ""
    return f"{kind}{unit}{'; several, with semicolons' if column.many else ''}"


def tables() -> str:
    """The contract of every table of a record package."""
    parts = [
        "# Tables",
        MADE,
        "The tables of a record package; `ploughshare schema` writes the same contracts for machines.",
    ]
    for table in TABLES:
        rows: list[list[object]] = [
            [f"`{column.name}`", _holds(column), "yes" if column.required else "", column.description]
            for column in table.columns
        ]
        parts += [
            f"## {table.name}",
            f"`{table.file}`. {table.description}",
            _table(["column", "holds", "required", "meaning"], rows),
        ]
    return "\n\n".join(parts) + "\n"


def vocabularies() -> str:
    """Every vocabulary with its terms."""
    parts = ["# Vocabularies", MADE, "The words that a column may hold, each in a file of `src/ploughshare/vocab/`."]
    for name in vocab.names():
        vocabulary = vocab.load(name)
        rows: list[list[object]] = [
            [f"`{term.id}`", term.label, term.description] for term in vocabulary.terms.values()
        ]
        parts += [
            f"## {name}",
            f"{vocabulary.title}. {_cell(vocabulary.description)}",
            _table(["term", "label", "meaning"], rows),
        ]
    return "\n\n".join(parts) + "\n"


def settings() -> str:
    """Every environment variable, as the settings' own docstring describes it."""
    module = ast.parse((PACKAGE / "web" / "settings" / "__init__.py").read_text(encoding="utf-8"))
    docstring = ast.get_docstring(module) or ""
    described = re.findall(r"^``(PLOUGHSHARE_\w+)``\s+(.+(?:\n[ ]+.+)*)", docstring, flags=re.MULTILINE)
    parts = ["# Settings", MADE, "All are environment variables, and none is needed on one's own computer."]
    for name, meaning in described:
        parts += [f"## {name}", _cell(meaning.replace("``", "`")).removesuffix(".") + "."]
    return "\n\n".join(parts) + "\n"


def drafts() -> str:
    """The shape of ``draft.json``, from its published schema."""
    path = PACKAGE / "exchange" / "country_report" / "draft.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    link = "../../src/ploughshare/exchange/country_report/draft.schema.json"
    proposal = schema["$defs"]["proposal"]
    parts = [
        "# Drafts",
        MADE,
        f"`draft.json`, as `ploughshare import report` writes it. {schema['description']}",
        f"Its JSON Schema is [draft.schema.json]({link}).",
        "## The draft",
        _properties(schema),
        "## A proposal",
        _properties(proposal),
        f"A list of spans: {schema['$defs']['spans']['description']}",
    ]
    return "\n\n".join(parts) + "\n"


def mappings() -> str:
    """The shape of a mapping file, from its published schema."""
    schema = json.loads((PACKAGE / "exchange" / "areas" / "mapping.schema.json").read_text(encoding="utf-8"))
    link = "../../src/ploughshare/exchange/areas/mapping.schema.json"
    defined = {name: _group(group) for name, group in schema["$defs"].items()}
    groups = {
        "The file": schema,
        "read": defined["read"],
        "rows_of_points": defined["rows_of_points"],
        "An entry of rows or make": defined["target"],
        "id": defined["id"],
        "when": defined["condition"],
        "A value": defined["value"],
        "geometry": defined["geometry"],
    }
    parts = [
        "# Mappings",
        MADE,
        f"A mapping file, as `ploughshare import areas --mapping` takes it. {schema['description']}",
        f"Its JSON Schema is [mapping.schema.json]({link}); an editor that knows it completes and checks as you type.",
    ]
    for title, group in groups.items():
        rows: list[list[object]] = [
            [f"`{name}`", "yes" if name in group.get("required", ()) else "", _described(its, schema)]
            for name, its in group["properties"].items()
        ]
        parts += [f"## {title}", group.get("description", "") if group is not schema else ""]
        parts.append(_table(["key", "needed", "means"], rows))
    return "\n\n".join(filter(None, parts)) + "\n"


def _group(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields that a definition may have, where it may be something else as well."""
    fields = next((each for each in schema.get("anyOf", ()) if "properties" in each), {})
    return {**schema, **fields}


def _described(its: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """What a schema says of a key, where it stands or where it is defined, and the words it takes."""
    defined = schema["$defs"][its["$ref"].rpartition("/")[2]] if "$ref" in its else {}
    words = [f"`{word}`" for word in dict.fromkeys(map(str, its.get("enum", ())))]
    listing = f" One of {', '.join(words)}." if len(words) > 1 else ""
    return f"{its.get('description') or defined.get('description', '')}{listing}"


def _properties(schema: Mapping[str, Any]) -> str:
    rows: list[list[object]] = [
        [f"`{name}`", "yes" if name in schema["required"] else "", its.get("description", _of_table(name))]
        for name, its in schema["properties"].items()
    ]
    return _table(["key", "always there", "holds"], rows)


def _of_table(name: str) -> str:
    return f"Proposals of rows of [{name}](tables.md#{name})."


PAGES = {
    "checks.md": checks,
    "commands.md": commands,
    "drafts.md": drafts,
    "errors.md": errors,
    "mappings.md": mappings,
    "settings.md": settings,
    "tables.md": tables,
    "vocabularies.md": vocabularies,
}
"""Each page, and what makes it."""


def main() -> None:
    """Write every page anew."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, make in PAGES.items():
        (REFERENCE / name).write_text(make(), encoding="utf-8")
    print(f"{len(PAGES)} pages are in {REFERENCE.relative_to(ROOT)}/")


if __name__ == "__main__":
    main()
