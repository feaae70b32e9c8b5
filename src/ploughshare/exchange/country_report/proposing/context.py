"""What all proposals of a chapter share: the chapter as a source, who is named in it, and how a row is cited."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ploughshare.exchange.country_report import judge
from ploughshare.exchange.country_report.draft import Proposal, code_of
from ploughshare.exchange.country_report.notes.bibliography import Bibliography, Citation
from ploughshare.exchange.country_report.notes.identity import folded
from ploughshare.exchange.country_report.reading.model import Chapter, Span
from ploughshare.exchange.intake import slug
from ploughshare.figure import Figure, State
from ploughshare.record.contracts import SLUG_LENGTH

PUBLISHER = "mine-action-review"
SERIES = "Clearing the Mines"
"""The family of reports that is read here: the publisher and its yearly book."""
_ASSUMED = "authority"
"""The role of whoever is only named, mostly a part of the State: every organisation has one."""


class Context:
    """Gathers what rows of all kinds refer to. Ids are given in the order of the document, so that they are stable."""

    def __init__(self, chapter: Chapter, bibliography: Bibliography) -> None:
        self.chapter = chapter
        self.bibliography = bibliography
        self.country = code_of(chapter.country)
        self.name = chapter.name or chapter.country or "The country"
        self.year = str(chapter.edition) if chapter.edition else None
        self.source = f"mar-{self.year or 'undated'}"
        self._organisations: dict[str, Proposal] = {}
        self._called: dict[str, str] = {}
        self._assumed: set[str] = set()
        self._taken: dict[str, set[str]] = {}
        self._cited: dict[int, list[Citation]] = {}
        for citation in bibliography.citations:
            self._cited.setdefault(citation.note, []).append(citation)
        self.organisation("Mine Action Review", "monitor", id=PUBLISHER)

    @property
    def state(self) -> str:
        """The id of the State or area as an organisation: it owes, and is addressed."""
        return self.organisation(self.name or self.country, "state", country=self.country)

    @property
    def organisations(self) -> list[Proposal]:
        """Everybody who was named so far."""
        return [
            replace(each, reason="nothing tells what it does: its role is assumed") if key in self._assumed else each
            for key, each in self._organisations.items()
        ]

    def organisation(
        self, name: str, role: str | None, *, spans: tuple[Span, ...] = (), country: str | None = None, id: str = ""
    ) -> str:
        """The id of an organisation by its name, which is proposed once; each role that it has is kept.

        Without ``role`` it is only named: it keeps what it has, or one is assumed until another place tells.
        """
        name, short = _names(name)
        called = [_bare(each) for each in (short, name) if each]
        key = id or next((self._called[each] for each in called if each in self._called), "")
        key = key or slug(short or name)[:SLUG_LENGTH].strip("-") or "unnamed"
        for each in called:
            self._called.setdefault(each, key)
        known = self._organisations.get(key)
        roles = () if known is None or key in self._assumed else known.values["roles"]
        if role is None and not roles:
            self._assumed.add(key)
        elif role is not None:
            self._assumed.discard(key)
        roles = (*roles, role) if role else roles or (_ASSUMED,)
        values = {
            **({"country": country} if country else {}),
            **(known.values if known else {"id": key, "name": name}),
            "roles": tuple(dict.fromkeys(roles)),
        }
        if short and short != values["name"]:
            values["short_name"] = short
        if len(name) > len(str(values["name"])) and known is not None:
            values["name"] = name
        self._organisations[key] = Proposal("organisations", values, (known or Proposal("panel", {}, spans)).spans)
        return key

    def free(self, table: str, wanted: str) -> str:
        """The id wanted, with a number where another row of the table has it."""
        taken = self._taken.setdefault(table, set())
        base = slug(wanted) or table
        number, id = 1, base
        while id in taken:
            number += 1
            id = f"{base}-{number}"
        taken.add(id)
        return id

    def page(self, spans: Sequence[Span]) -> str | None:
        """The printed page on which something begins, as a locator."""
        for page in self.chapter.pages:
            if spans and page.start <= spans[0].start < page.end and (page.printed or page.number):
                return f"p. {page.printed or page.number}"
        return None

    def cite(
        self,
        whole: Proposal,
        notes: Iterable[int] = (),
        root: Mapping[str, Any] | None = None,
        unsure: Collection[int] = (),
    ) -> Iterator[Proposal]:
        """The citations of a row: the sources of its notes through the chapter, or the chapter where it has none.

        ``root`` gives the columns root, root_state and root_reason where the words say who said it first; ``unsure``
        are notes of which it is in doubt that they back this row.
        """
        found = [citation for note in notes for citation in self._cited.get(note, ()) if citation.source]
        if not found:
            own = {"source": self.source, "locator": self.page(whole.spans)}
            # A sentence without a note is the publisher's own.
            yield self._citation(whole, own, root or {"root": PUBLISHER, "root_state": "stated"}, "")
        for citation in found:
            through = {
                "source": citation.source,
                "locator": citation.locator,
                "via": self.source,
                "via_locator": f"note {citation.note}",
            }
            known = root or {"root_state": "unknown"}
            doubt = judge.of_citation(citation, is_sure=citation.note not in unsure)
            yield self._citation(whole, through, known, doubt)

    def _citation(self, whole: Proposal, columns: Mapping[str, Any], root: Mapping[str, Any], doubt: str) -> Proposal:
        row = str(whole.values["id"])
        source = str(columns["source"])
        # Half of the length for each keeps the id within what a slug may have.
        id = self.free("citations", f"{row[:58].strip('-')}-{source[:40].strip('-')}")
        values = {
            "id": id,
            "cited_table": whole.kind,
            "cited_row": row,
            "relation": "supports",
            **{key: value for key, value in {**columns, **root}.items() if value is not None},
        }
        return Proposal("citations", values, whole.spans, reason=doubt, part_of=whole.id)


def claim_columns(figure: Figure) -> dict[str, Any]:
    """The columns of a claim that hold a figure. What is not known has no numbers and no unit."""
    if figure.state is not State.VALUE and figure.state is not State.ZERO:
        return {"state": figure.state.value}
    columns = {
        "state": figure.state.value,
        "kind": figure.kind.value if figure.kind else None,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "unit": figure.unit,
        "rounded_to": figure.rounded_to,
    }
    return {key: value for key, value in columns.items() if value is not None}


def _bare(name: str) -> str:
    return folded(name).removeprefix("the ")


def _names(name: str) -> tuple[str, str | None]:
    """A name and its abbreviation, as in “Serbian Mine Action Centre (SMAC)”."""
    plain = " ".join(name.split()).strip(" .,;:")
    head, bracket, rest = plain.partition(" (")
    short = rest.removesuffix(")")
    if bracket and rest.endswith(")") and short and len(short) <= 15 and " " not in short:
        return head, short
    return head, None  # what else stands in brackets is a remark
