"""What a country's page costs, from the address to the bytes, beside rendering its template from a ready context.

Two hundred countries are in the database: the record of North Korea as it was loaded, and as many copies of what is
published of it under made-up codes.
"""

from __future__ import annotations

import itertools
import os
import string
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measure import compare

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


def main() -> None:
    """Ask for every page in turn, and render the same template as often from what the page was made of."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PLOUGHSHARE_DATA_DIR"] = folder
        os.environ.pop("PLOUGHSHARE_DATABASE_URL", None)
        from ploughshare.web import boot

        boot.ready()
        from django.template import loader
        from django.test import Client
        from django.test.utils import setup_test_environment, teardown_test_environment

        from ploughshare.web import serving

        serving.prepare()
        codes = fill_database()
        setup_test_environment()  # keeps the template and the context of a response
        client = Client(SERVER_NAME="127.0.0.1")
        seen = client.get(f"/{codes[0]}/")
        template, context = loader.get_template(seen.templates[0].name), seen.context.flatten()
        request = seen.wsgi_request
        teardown_test_environment()  # what keeps them would be measured too

        def pages() -> None:
            for code in codes:
                if client.get(f"/{code}/").status_code != seen.status_code:
                    raise RuntimeError(f"there is no page of {code}")

        def templates() -> None:
            for _ in codes:
                template.render(context, request).encode()

        compare(
            f"The page of each of {COUNTRIES} countries",
            ("pages", pages),
            ("template from a ready context", templates),
            target=2,
        )


if __name__ == "__main__":
    main()
