"""The rules of checked prose, each a registered check; `docs/rules/prose.md` explains them with worked examples."""

from __future__ import annotations

from ploughshare.findings import Level, register

PARTS = (
    "key-data",
    "recommendations",
    "capacity",
    "contamination",
    "land-release",
    "land-release-years",
    "land-release-operators",
    "land-release-places",
    "land-reported",
    "land-account",
    "land-progress",
    "map",
    "timeline",
    "estimates",
    "findings",
    "sources-note",
)
"""What a div of class `from-record` may place."""

# --- what can be read at all

MISSING = register(
    "prose.missing",
    Level.ERROR,
    "a record without a narrative",
    "Write report.md beside record.yaml; `ploughshare new` makes one to start from.",
)
UNREADABLE = register(
    "prose.unreadable",
    Level.ERROR,
    "a narrative that cannot be read",
    "Look for a very long line, marks nested many times, or a file that is not the narrative, and mend it.",
)
METADATA = register(
    "prose.metadata",
    Level.ERROR,
    "a block of metadata in report.md",
    "Move title, dates and languages to record.yaml, the one place for them, and take the block out.",
)
RAW = register(
    "prose.raw",
    Level.ERROR,
    "raw HTML, TeX or other markup that pandoc would pass on",
    "Write it in Markdown, or take it out.",
)
ELEMENT = register(
    "prose.element",
    Level.ERROR,
    "something that has no place in a report, such as code",
    "Write it as a sentence, a list or a table; take away the four spaces at the start of a line, if there are any.",
)
ATTRIBUTE = register(
    "prose.attribute",
    Level.ERROR,
    "an attribute that report.md may not use, such as onclick or style",
    "Use one of claim, figure, event, topic, compute, account, .plain or .assessment, or take it out.",
)
LINK = register(
    "prose.link",
    Level.ERROR,
    "a link that is not an address on the web or for mail",
    "Let it lead to http, https or mailto, or to a heading of this report (#heading). "
    "A tie is written with braces: [words]{claim=ID}.",
)
IMAGE = register(
    "prose.image",
    Level.ERROR,
    "an image from outside the package",
    "Put a PNG or JPEG file into the package and give its path from there.",
)
IMAGE_WORDS = register(
    "prose.image-words",
    Level.WARNING,
    "an image without words for those who cannot see it",
    "Say in the square brackets before the file what the image shows.",
)
INVISIBLE = register(
    "prose.invisible",
    Level.ERROR,
    "characters that nobody sees and that turn, hide or split text",
    "Delete them and type the words again; for text written from right to left use [text]{lang=ar dir=rtl}.",
)
UNCLOSED = register(
    "prose.unclosed",
    Level.ERROR,
    "a span, bracket or division that never closes",
    "Close it: [words]{claim=ID} in one paragraph, with no space between ] and {; "
    "::: on a line of its own after a division.",
)
FROM_RECORD = register(
    "prose.from-record",
    Level.ERROR,
    "a place for something the record cannot draw",
    f"Leave the division empty and name one of {', '.join(PARTS)}.",
)
CONVERSION = register(
    "prose.conversion",
    Level.WARNING,
    "what pandoc warned of while reading",
    "Mend what it says.",
)

# --- ties

TIE_UNKNOWN = register(
    "prose.tie-unknown",
    Level.ERROR,
    "a tie to a row that does not exist",
    "Correct the id, or add the row to its table.",
)
TIE_HIDDEN = register(
    "prose.tie-hidden",
    Level.ERROR,
    "a tie to a row that the public may not see",
    "Take the sentence out, or change the tier of the row if it may be published.",
)
TIE_WORDS = register(
    "prose.tie-words",
    Level.ERROR,
    "tied words that cannot be read as a quantity",
    "Tie the quantity's words only, such as [more than 600]{claim=ID} mines.",
)
TIE_DIFFERS = register(
    "prose.tie-differs",
    Level.ERROR,
    "tied words that say something else than the record",
    "Write what the record holds, or correct the record if it is wrong; "
    "empty words, []{figure=ID}, are filled in for you.",
)
TIE_CUT = register(
    "prose.tie-cut",
    Level.ERROR,
    "a word of the quantity left outside its span",
    "Take it into the span, so that it is compared too.",
)
TIE_UNSOURCED = register(
    "prose.tie-unsourced",
    Level.ERROR,
    "a tie to a row that no source supports",
    "Add its source to citations.csv, with relation supports.",
)
TIE_UNRANKED = register(
    "prose.tie-unranked",
    Level.ERROR,
    "a figure for which nothing can be shown",
    "Rank one of its claims preferred, with the reason; or tie the words to the claim of whom the sentence names.",
)
TIE_DEPRECATED = register(
    "prose.tie-deprecated",
    Level.WARNING,
    "a tie to a claim that was set aside",
    "Tie the words to a claim that stands, or say in the sentence that this one does not.",
)
COMPUTE = register(
    "prose.compute",
    Level.ERROR,
    "a computation that cannot be done",
    'Write compute="sum ID ID ...", "difference ID ID", "product ID ID", "share PART WHOLE" or "change EARLIER LATER", '
    "with ids of figures.",
)
ACCOUNT = register(
    "prose.account",
    Level.ERROR,
    "a question that the land account does not answer",
    'Write account="LINE YEAR", such as "cleared 2024", with of=GROUP, in=PLACE, by=ORGANISATION or stated behind it.',
)

# --- backing

UNTIED = register(
    "prose.untied",
    Level.ERROR,
    "a quantity that nobody tied to the record",
    "Tie it, [more than 600]{claim=ID} or {figure=ID}; if it counts nothing, write [600]{.plain}.",
)
UNBACKED = register(
    "prose.unbacked",
    Level.ERROR,
    "a sentence that rests on nothing",
    "Cite a source, [@source, p. 3], tie it to a row, [words]{event=ID} or {topic=ID}, "
    "or mark it as the keeper's own judgement, [...]{.assessment}.",
)
CITATION_UNKNOWN = register(
    "prose.citation-unknown",
    Level.ERROR,
    "a citation of a source that does not exist",
    "Correct the key, or add the source to sources.yaml.",
)
CITATION_HIDDEN = register(
    "prose.citation-hidden",
    Level.ERROR,
    "a citation of a source that may not be named to the public",
    "Take the citation out, or record the consent of the source in sources.yaml.",
)
CITATION_OTHER = register(
    "prose.citation-other",
    Level.ERROR,
    "a tied row whose source the sentence does not cite",
    "Cite a source that supports the row, or add the citation to citations.csv.",
)
VIA_UNCLEAR = register(
    "prose.via-unclear",
    Level.ERROR,
    "a source that was not read, cited without telling through which document it is known",
    "Tie the sentence to the row that rests on it, or give the row's citation its via and via_locator.",
)
LOCATOR = register(
    "prose.locator",
    Level.WARNING,
    "a page or note of a source that the record does not give",
    "Give it as locator in citations.csv, in the row of what stands there; or correct it.",
)
QUOTATION = register(
    "prose.quotation",
    Level.ERROR,
    "words in quotation marks that the record does not hold as a quotation",
    "Put the words, exactly as they stand in the source, into the column quote of its citation; "
    "or say it in your own words, without quotation marks.",
)
DATE = register(
    "prose.date",
    Level.WARNING,
    "a date in a sentence that ties events, and is the date of none of them",
    "Correct the date; or tie the words that the date belongs to, to the event of that date.",
)
