"""Names that a chapter uses, by which the words of a row are parted into cells and wrapped names are joined."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

_COMPOUND = frozenset(["non", "sub", "anti", "multi", "semi", "self", "pre", "post", "mid", "long", "short", "victim"])
"""What compounds begin with that keep their hyphen."""
_WORD_BEFORE = re.compile(r"(?<![.!?:] )(?<!\n)\b(\w[\w-]*) $")
_CAPITAL_AFTER = re.compile(r" [A-Z]")


class Phrases:
    """The running text of a chapter, and the operators and short forms that it names."""

    def __init__(self, prose: Sequence[str], operators: Collection[str]) -> None:
        self._prose = "\n".join(["", *prose])
        self._operators = {name.casefold() for name in operators}
        self._operators |= {short.casefold() for name in operators for short in re.findall(r"\b[A-Z]{3,}\b", name)}
        self._operators |= {short.casefold() for short in re.findall(r"\(([A-Z][A-Za-z]*[A-Z]\w*)\)", self._prose)}
        self._counted: dict[str, int] = {}

    def count(self, words: str) -> int:
        """How often the words stand in the running text as a whole name, not within a longer one."""
        key = " ".join(words.split()).strip("*,;:")
        if not key:
            return 0
        if key not in self._counted:
            found = re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", self._prose)
            self._counted[key] = sum(self._is_whole(match.start(), match.end()) for match in found)
        return self._counted[key]

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether no capitalised word stands right beside, but for the first of a sentence."""
        before = _WORD_BEFORE.search(self._prose, max(start - 40, 0), start)
        return not _CAPITAL_AFTER.match(self._prose, end) and not (before and before[1][0].isupper())

    @property
    def knows_operators(self) -> bool:
        """Whether the chapter names operators anywhere."""
        return bool(self._operators)

    def is_operator(self, words: str) -> bool:
        """Whether the words name an operator of this chapter."""
        return words.strip(" *†").casefold() in self._operators

    def is_name(self, words: str) -> bool:
        """Whether the words are a name of this chapter: an operator's, or one that its text uses."""
        return self.is_operator(words) or bool(self.count(words))

    def is_broken(self, left: str, right: str) -> bool:
        """Whether the hyphen between two halves at the end of a line only breaks a word, and is none of a compound."""
        if f"{left}-{right}".casefold() in self._prose.casefold():
            return False
        return left.casefold() not in _COMPOUND
