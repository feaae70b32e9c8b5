"""Walking over the site as a visitor does: `from site_crawl import crawl, Page`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client

MARKUP = "text/html"


@dataclass
class Page(HTMLParser):
    """An answer and what its HTML holds: links, ids, elements with their attributes, text."""

    status: int
    media_type: str
    content: bytes
    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    elements: list[tuple[str, Mapping[str, str | None]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        if self.media_type == MARKUP:
            self.feed(self.content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        if identity := given.get("id"):
            self.ids.add(identity)
        if tag == "a" and (address := given.get("href")) is not None:
            self.links.append(address)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """Its words, with a space between elements and none before a stop."""
        return re.sub(r" (?=[,.;:”])", "", " ".join(" ".join(self.words).split()))


def get(client: Client, address: str, **headers: str) -> Page:
    """One answer, redirects followed."""
    response = client.get(address, follow=True, headers=headers)
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return Page(response.status_code, response["Content-Type"].partition(";")[0], content)


def crawl(client: Client, start: str = "/", *, without: str = "/downloads/") -> dict[str, Page]:
    """Every page that links lead to, by address without its fragment; ``without``: not what lies below this."""
    found: dict[str, Page] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        page = found[address] = get(client, address)
        for link in page.links:
            target = urlsplit(urljoin(f"http://127.0.0.1{address}", link))
            is_here = target.hostname == "127.0.0.1" and target.scheme == "http"
            is_left_out = without in target.path and not target.path.endswith(without)
            if is_here and not is_left_out:
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    return found
