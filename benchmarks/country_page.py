"""What a country's page costs, from the address to the bytes, beside rendering its template from a ready context.

Two hundred countries are in the database: the record of North Korea as it was loaded, and as many copies of what is
published of it under made-up codes.
"""

from __future__ import annotations

import io
import itertools
import os
import string
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from measure import compare

Application = Callable[[dict[str, Any], Callable[..., Any]], Any]
"""A WSGI application, which answers a request with the parts of a body."""

COUNTRIES = 200
RECORD = Path(__file__).resolve().parent.parent / "records" / "kp"


def made_up_codes() -> Iterator[str]:
    """Codes that no State has: x and two letters."""
    return ("x" + "".join(pair) for pair in itertools.product(string.ascii_lowercase, repeat=2))


def fill_database() -> list[str]:
    """Load the record, copy what is published of it, and give the codes of all."""
    from ploughshare.record import reader
    from ploughshare.web.records.actions.load_record import LoadRecord
    from ploughshare.web.records.models import PublishedRow, Record, RenderedReport

    LoadRecord(by="benchmark", why="measuring", reading=reader.read(RECORD)).execute()
    record = Record.objects.get()
    original, report, rows = record.pk, RenderedReport.objects.get(), list(PublishedRow.objects.all())
    codes = list(itertools.islice(made_up_codes(), COUNTRIES - 1))
    for code in codes:
        record.pk, record.name, record.keeper_id = code, f"Country {code.upper()}", None
        record.save(force_insert=True)
        report.pk, report.meta = code, {**report.meta, "country": code, "name": record.name}
        report.save(force_insert=True)
        for row in rows:
            row.key, row.record_id = f"{code}{row.key[2:]}", code
        PublishedRow.objects.bulk_create(rows)
    return [original, *codes]


def ask(application: Application, environ: Mapping[str, Any], codes: Iterable[str]) -> None:
    """Ask for each page as a server asks, and not through the test client, which would spend time of its own."""
    statuses: set[str] = set()

    def start(status: str, _headers: list[tuple[str, str]]) -> None:
        statuses.add(status)

    for code in codes:
        answer = application({**environ, "PATH_INFO": f"/{code}/", "wsgi.input": io.BytesIO()}, start)
        b"".join(answer)
        answer.close()
    if statuses != {"200 OK"}:
        raise RuntimeError(f"not every country has a page: {statuses}")


def measure() -> None:
    """Ask for every page in turn, and render the same template as often from what the first page was made of."""
    from django.template import loader
    from django.test import Client
    from django.test.utils import setup_test_environment, teardown_test_environment

    from ploughshare.web.wsgi import application

    codes = fill_database()
    setup_test_environment()  # keeps the template and the context of a response
    seen = Client(SERVER_NAME="127.0.0.1").get(f"/{codes[0]}/")
    teardown_test_environment()  # what keeps them would be measured too
    template, context = loader.get_template(seen.templates[0].name), seen.context[0].flatten()
    request = seen.wsgi_request

    def render() -> None:
        for _ in codes:
            template.render(context, request).encode()

    compare(
        f"The page of each of {COUNTRIES} countries",
        ("pages", lambda: ask(application, request.environ, codes)),
        ("template from a ready context", render),
        target=2,
    )


def main() -> None:
    """Start the site on a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PLOUGHSHARE_DATA_DIR"] = folder
        os.environ.pop("PLOUGHSHARE_DATABASE_URL", None)
        from ploughshare.web import boot

        boot.ready()
        from ploughshare.web import serving

        serving.prepare()
        measure()


if __name__ == "__main__":
    main()
