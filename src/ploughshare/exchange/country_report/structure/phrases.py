"""Names that a chapter uses, by which the words of a row are parted into cells and wrapped names are joined."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence


class Phrases:
    """The running text of a chapter, and the operators and short forms that it names."""

    def __init__(self, prose: Sequence[str], operators: Collection[str]) -> None:
        self._prose = "\n".join(prose)
        self._operators = {name.casefold() for name in operators}
        self._operators |= {short.casefold() for name in operators for short in re.findall(r"\b[A-Z]{3,}\b", name)}
        self._operators |= {short.casefold() for short in re.findall(r"\(([A-Z][A-Za-z]*[A-Z]\w*)\)", self._prose)}
        self._counted: dict[str, int] = {}

    def count(self, words: str) -> int:
        """How often the words stand in the running text, as words."""
        key = " ".join(words.split()).strip("*,;:")
        if not key:
            return 0
        if key not in self._counted:
            self._counted[key] = len(re.findall(rf"(?<!\w){re.escape(key)}(?!\w)", self._prose))
        return self._counted[key]

    @property
    def knows_operators(self) -> bool:
        """Whether the chapter names operators anywhere."""
        return bool(self._operators)

    def is_operator(self, words: str) -> bool:
        """Whether the words name an operator of this chapter."""
        return words.strip(" *†").casefold() in self._operators
