"""XLSX: one sheet a table, a first sheet that says what it is. Text is text: no cell is a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ploughshare.exchange.layers.model import LandLayer

_EPOCH = (1980, 1, 1, 0, 0, 0)
_LONGEST_TEXT = 32_767
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
ABOUT = "About"


def write(layers: Sequence[LandLayer], about: Sequence[tuple[str, str]]) -> bytes:
    """The bytes of the workbook; outlines are left out, for a cell is too small for one. Same tables, same bytes."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook(write_only=True)
    _sheet(
        book, ABOUT, [*about, *(("", ""), ("sheet", "what it holds")), *((it.name, it.description) for it in layers)]
    )
    for layer in layers:
        heading = [field.name for field in layer.fields]
        _sheet(book, layer.name[:31], [heading, *layer.rows], is_table=True)
    file = io.BytesIO()
    book.save(file)
    return _without_times(file.getvalue())


def _sheet(book: Any, title: str, rows: Sequence[Sequence[Any]], *, is_table: bool = False) -> None:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    sheet = book.create_sheet(title)
    if is_table:
        sheet.freeze_panes = "B2"
    for number, row in enumerate(rows):
        cells = []
        for value in row:
            text = isinstance(value, str)
            cell = WriteOnlyCell(sheet, value=_cell(value))
            if text:
                # Else a text that begins with “=” would be a formula.
                cell.data_type = "s"
            if number == 0 and is_table:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return _CONTROL.sub("", value)[:_LONGEST_TEXT] if isinstance(value, str) else value


def _without_times(content: bytes) -> bytes:
    """The workbook without the time at which it was written, so that the same tables make the same bytes."""
    file = io.BytesIO()
    stamp = dt.datetime(*_EPOCH[:3], tzinfo=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, part)
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(member, part)
    return file.getvalue()
