"""Restricted rows in every table, and no trace of them in any file of the report."""

import io
import re
import zipfile

import pypdf
import pytest

from planted_secrets import LEAK, SECRET, with_secrets
from ploughshare.exchange.public_files import public_files
from ploughshare.findings import Level
from ploughshare.record import reader
from ploughshare.report.build import build


def text_of(name: str, content: bytes) -> str:
    if name.endswith(".pdf"):
        pdf = pypdf.PdfReader(io.BytesIO(content))
        return str(pdf.metadata) + "".join(page.extract_text() for page in pdf.pages)
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as word:
            return "".join(word.read(part).decode("utf-8", "replace") for part in word.namelist())
    return content.decode("utf-8")


@pytest.mark.slow
def test_no_secret_is_printed(kp_path, tmp_path):
    package = with_secrets(reader.read(kp_path).package)
    planted = {name for name, rows in package.tables.items() if SECRET in str(rows)}
    assert len(planted) >= 10
    built = build(package, tmp_path, beside=public_files(package))
    assert not built.refused, "\n".join(f.line() for f in built.findings if f.level is Level.ERROR)
    assert len(built.files) >= 10
    for file in built.files:
        assert not re.search(LEAK, text_of(file.name, file.read_bytes()), re.IGNORECASE), file.name
