"""What stands on the cover, in the footer and in the metadata of every format: said once, from ``record.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time

from ploughshare import dates
from ploughshare.record.package import Package


@dataclass(frozen=True)
class Edition:
    """The words that name this report and its state."""

    country: str
    title: str
    subtitle: str
    summary: str
    kicker: str
    dated: str
    foot: str
    document_title: str
    keeper: str
    licence: str
    language: str
    moment: datetime
    draft: bool

    @property
    def epoch(self) -> int:
        """The publication date as seconds since 1970, UTC: the only time that any output carries."""
        return int(self.moment.timestamp())


def of(package: Package, *, draft: bool) -> Edition:
    """The edition of a record; its date of publication, else the date it speaks of, is the date of every file."""
    meta = package.meta
    title, name = str(meta["title"]), str(meta["name"])
    published = meta["published"]
    keeper = package.row("organisations", meta["keeper"]) if meta["keeper"] else None
    edition = f", edition {meta['edition']}" if meta["edition"] else ""
    day = dates.interval(published or package.as_of)[0]
    said = ["Draft, not for publication"] if draft else [f"Published {dates.say(published)}"] if published else []
    said.append(f"{'as' if said else 'As'} of {dates.say(package.as_of)}")
    return Edition(
        country=name,
        title=title,
        subtitle=str(meta["subtitle"] or ""),
        summary=str(meta["summary"] or ""),
        kicker=f"Mine action country report{edition}",
        dated=" · ".join(said),
        foot=" · ".join([*([str(keeper["name"])] if keeper else []), *said]),
        document_title=f"{title}: {meta['subtitle']}" if meta["subtitle"] else title,
        keeper=str(keeper["name"]) if keeper else "",
        licence=str(meta["licence"] or ""),
        language=str((meta["languages"] or ("en",))[0]),
        moment=datetime.combine(day, time(), UTC),
        draft=draft,
    )
