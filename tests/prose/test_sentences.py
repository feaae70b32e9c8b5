"""Where a sentence ends; ● stands for a citation."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ploughshare.report.prose.passages import CITED
from ploughshare.report.prose.sentences import split


def sentences(text: str) -> list[str]:
    text = text.replace("●", CITED)
    return [text[start:end].replace(CITED, "●") for start, end in split(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It is so.| It is not so.",
        "It is so.●| It is not so.●●",
        "It is so ●.| It is not so. ●",
        "It is so.●|It is not so.",
        "Is it so?| It is!| Well…",
        "It measures 3.5 km.| It is at bit.ly/abc.",
        "Col. J. P. Lloyd, Maj. M. S. Born and Gen. Kim met in St. Louis.| Then they left.",
        "It was there, e.g. near the U.S. Army's camp, i.e. South.| It left.",
        "It left the U.S.| The rest stayed.",
        "It is in Annex B.| The rest is not.",
        "See No. 5, p. 7 and pp. 8–9.| He said no.| Then he left.",
        "It was c. 1950.| It ended.",
        "Smith et al. said so.| The rest did not.",
        "He said: “It is so. It is not so.”●| Then he left.",
        "“It is so.”| “It is not so.”",
        "It is “so.| It is not so.",
        "(It is so.)| It is not so.",
        "지뢰가 남았다.| 다음 문장이다.",
        "そうだ。|違う。",
        "هل هذا صحيح؟| نعم.",
        "No stop at all",
    ],
)
def test_where_sentences_end(text: str) -> None:
    expected = [part.strip() for part in text.split("|")]
    assert sentences(text.replace("|", "")) == expected


@given(st.text(alphabet="aB .!?“”()●1。\n", max_size=80))
def test_sentences_hold_all_of_the_text_once(text: str) -> None:
    spans = split(text.replace("●", CITED))
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
