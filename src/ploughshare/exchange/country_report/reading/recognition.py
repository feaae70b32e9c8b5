"""Whether a document is one that the importer can read: in English, and on mine action in a country."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.reading.model import Chapter

_COMMON: Mapping[str, frozenset[str]] = {
    "English": frozenset(("the", "of", "and", "to", "in", "that", "is", "was", "for", "by", "with", "has", "not")),
    "French": frozenset(("le", "la", "les", "des", "et", "du", "une", "dans", "pour", "est", "qui", "sur", "par")),
    "Spanish": frozenset(("el", "los", "las", "del", "y", "una", "para", "que", "en", "con", "por", "se", "su")),
    "Portuguese": frozenset(("o", "os", "das", "dos", "do", "da", "e", "uma", "para", "que", "em", "não", "foi")),
    "German": frozenset(("der", "die", "das", "und", "den", "von", "zu", "mit", "ist", "im", "für", "nicht", "eine")),
    "Serbian or Croatian": frozenset(("je", "i", "u", "na", "se", "da", "za", "su", "od", "koji", "sa", "nije", "iz")),
}
_FIELD = re.compile(
    r"\b(?:land)?mines?\b|\bmined\b|\bde-?mining\b|\bdeminers?\b|\bcluster munitions?\b|\bclearance\b|\bcontaminat\w+"
    r"|\bexplosive (?:ordnance|remnants)\b|\bunexploded\b|\bAPMBC\b|\bCCM\b|\bminefields?\b",
    re.IGNORECASE,
)
_SAMPLE = 40_000
_LEAST = 8
"""A chapter of one page has some twenty of the words of the field."""


def refuse_others(chapter: Chapter, path: Path) -> None:
    """Stop at a chapter that is none.

    Raises:
        PloughshareError: ``document.language`` or ``document.unrelated``.
    """
    sample = chapter.text[:_SAMPLE]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if not words:
        raise PloughshareError("document.unrelated", path=path, why="it has no words")
    if (language := _language(words)) != "English":
        raise PloughshareError("document.language", path=path, language=language)
    count = len(_FIELD.findall(sample))
    if count < _LEAST or count * 250 < len(words):
        why = f"of {len(words):,} words it has {count} of mines, clearance or contamination"
        raise PloughshareError("document.unrelated", path=path, why=why)
    if not chapter.country:
        raise PloughshareError("document.unrelated", path=path, why="it names no country")


def _language(words: list[str]) -> str:
    scripts = Counter(unicodedata.name(word[0], "?").split(" ", 1)[0] for word in words)
    script, count = scripts.most_common(1)[0]
    if script != "LATIN" and count * 2 > len(words):
        return f"a language in {script.capitalize()} script"
    rates = {language: sum(word in common for word in words) for language, common in _COMMON.items()}
    return max(rates, key=lambda language: rates[language])
