"""Cells of an export as texts, and words compared as a person compares them."""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from ploughshare.record.contracts import SLUG_LENGTH

_LONGEST = SLUG_LENGTH - 15
"""Characters of an id that is made: a number may still be put behind it."""

_SPACES = re.compile(r"\s+")


def text_of(cell: object) -> str:
    """A cell as the text a person sees in it: 5313 and not 5313.0, dates by their digits, nothing around it.

    Cells that hold nothing a person sees (NULL, NaN, not a time) are "".
    """
    match cell:
        case str():
            # NBSP is what spreadsheets leave behind; a package keeps line ends as LF.
            return cell.replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n").strip()
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case int():
            return str(cell)
        case float():
            if math.isnan(cell):
                return ""
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else _plain(Decimal(repr(cell)))
        case Decimal():
            return "" if cell.is_nan() else _plain(cell)
        case datetime():
            if cell != cell:  # noqa: PLR0124 (pandas' “not a time” is a datetime that is unlike itself)
                return ""
            return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
        case date():
            return cell.isoformat()
        case bytes():
            return cell.decode("utf-8", errors="replace").strip()
        case _:
            return str(cell)


def _plain(number: Decimal) -> str:
    # 1e999999999 is a short cell and an endless number.
    return format(number, "f") if number.is_finite() and abs(number.adjusted()) < 30 else str(number)


@lru_cache(maxsize=65536)
def same_word(text: str) -> str:
    """The form in which two spellings of a word are one: capitals and runs of spaces do not count, accents do."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip().casefold()


def bare_word(text: str) -> str:
    """The form in which names are compared to find what was meant: accents and marks do not count either."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(each for each in plain if not unicodedata.combining(each))))


def id_text(text: str, thousands: str | None) -> str:
    """A cell as part of an id: a number that some program gave marks of thousands (2,006) is the number without."""
    if thousands and re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+", text):
        return text.replace(thousands, "")
    return text


@lru_cache(maxsize=65536)
def slug(*parts: str) -> str:
    """A lasting id of texts: the same texts, the same id.

    What has no letters a-z (other scripts), and what is longer than an id may be, is told by a digest. Different texts
    may come to the same id (“A/1” and “A-1”): the importer refuses that.
    """
    pieces = []
    for part in parts:
        plain = unicodedata.normalize("NFKD", part.casefold()).replace("ß", "ss").replace("đ", "d").replace("ł", "l")
        kept = "".join(each for each in plain if not unicodedata.combining(each))
        piece = re.sub(r"[^a-z0-9]+", "-", kept).strip("-")
        lost = any(each.isalnum() and not each.isascii() for each in kept)
        if lost or (not piece and part):
            piece = "-".join(filter(None, (piece, digest(part))))
        pieces.append(piece)
    whole = "-".join(filter(None, pieces))
    if len(whole) > _LONGEST:
        whole = f"{whole[: _LONGEST - 11].rstrip('-')}-{digest(whole)}"
    return whole


def digest(text: str) -> str:
    """Ten letters and digits that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()[:10]
