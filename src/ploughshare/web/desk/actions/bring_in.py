"""Bring a document's draft to the desk. The same document again brings only what is new in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.db import transaction

from ploughshare.exchange.country_report import draft as library
from ploughshare.exchange.country_report.draft import plain
from ploughshare.exchange.country_report.packaging import package
from ploughshare.findings import Finding
from ploughshare.web.desk.actions.act import denied, refuse
from ploughshare.web.desk.models import Draft, DraftProposal
from ploughshare.web.desk.policy import Act, DeskPolicy
from ploughshare.web.records.actions.action import Action
from ploughshare.web.records.models import AuditEntry

_BATCH = 500


@dataclass(frozen=True)
class BroughtIn:
    """The draft at the desk, and how many proposals came with it this time."""

    draft: Draft
    new: int


@dataclass(frozen=True)
class BringIn(Action):
    """Put what the importer read from a document in front of the reviewers. Nothing of it enters a record yet."""

    policy: DeskPolicy
    read: library.Draft
    file: str

    name: ClassVar[str] = "draft.bring-in"

    def check(self) -> Sequence[Finding]:
        """Whether she may."""
        return denied(self.policy, Act.BRING_IN)

    def execute(self) -> BroughtIn:
        """Store it. A text that is here already gets the proposals that it did not have; often none."""
        refuse(self.check())
        with transaction.atomic():
            known = Draft.objects.select_for_update().filter(text_sha256=self.read.sha256).first()
            names = set(known.proposals.values_list("name", flat=True)) if known else set()
            new = {each.id: each for each in self.read.proposals if each.id not in names}
            if known and not new:
                return BroughtIn(known, 0)
            entry = self._enter(len(new))
            draft = known or self._draft(entry)
            DraftProposal.objects.bulk_create(
                (_proposal(draft, len(names) + place, each, entry) for place, each in enumerate(new.values(), start=1)),
                batch_size=_BATCH,
            )
            return BroughtIn(draft, len(new))

    def _enter(self, count: int) -> AuditEntry:
        return AuditEntry.objects.create(
            by=self.by,
            why=self.why,
            action=self.name,
            record=package(self.read).country,
            record_label=self.read.name,
            summary={"file": self.file, "proposals": count},
        )

    def _draft(self, entry: AuditEntry) -> Draft:
        read = self.read
        return Draft.objects.create(
            text_sha256=read.sha256,
            country=package(read).country,
            name=read.name,
            edition=read.edition,
            file=self.file,
            text=read.text,
            pages=[[page.number, page.printed, page.start, page.end] for page in read.pages],
            unplaced=[[left.why, [[span.page, span.start, span.end] for span in left.spans]] for left in read.unplaced],
            brought_in=entry,
        )


def _proposal(draft: Draft, place: int, read: library.Proposal, entry: AuditEntry) -> DraftProposal:
    return DraftProposal(
        draft=draft,
        name=read.id,
        place=place,
        kind=read.kind,
        content=plain(read.values),
        spans=[[span.page, span.start, span.end] for span in read.spans],
        words=read.words,
        reason=read.reason,
        part_of=read.part_of,
        act=entry,
    )
