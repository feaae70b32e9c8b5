"""The colours and type of everything that is printed or shown: one palette, light and dark.

Earth tones. Text colours keep a contrast of at least 4.5 to 1 on the ground they stand on (WCAG 2.2, 1.4.3),
which a test computes. Colours of event groups also differ in lightness and go with a shape of their own, so
that a grey print and a colour-blind reader lose nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

LIGHT: dict[str, str] = {
    "paper": "#ffffff",
    "panel": "#f6f0e6",
    "band": "#3b2a1e",
    "on-band": "#f8f1e6",
    "ink": "#241f1a",
    "soft": "#5f5548",
    "accent": "#8f3d18",
    "soil": "#43301f",
    "rule": "#d9ccb8",
    "alert": "#a11d1d",
    "alert-ground": "#fdeeea",
    "sea": "#e4edf0",
    "land": "#f3efe7",
    "home": "#e3d5bd",
    "border": "#94866f",
    "coast": "#8fa5ae",
    "river": "#336884",
    "zone": "#c7653a",
    "line": "#8f3d18",
    "road": "#6a5a46",
    "mark": "#241f1a",
    "doubt": "#8f3d18",
    "quiet": "#efe8dc",
    "use": "#9c3d17",
    "harm": "#4d1414",
    "displacement": "#2b6a94",
    "land_release": "#4e6a22",
    "policy": "#6d6458",
    "capacity": "#8a6200",
    "other": "#7a7a7a",
}

DARK: dict[str, str] = {
    "paper": "#1b1815",
    "panel": "#28231d",
    "band": "#2f2219",
    "on-band": "#f3e9da",
    "ink": "#ece4d8",
    "soft": "#b9ad9c",
    "accent": "#eba377",
    "soil": "#ead9c2",
    "rule": "#4b4238",
    "alert": "#ff9c8f",
    "alert-ground": "#3a1f1b",
    "sea": "#17242b",
    "land": "#2a2620",
    "home": "#4a3e2f",
    "border": "#85775f",
    "coast": "#4f6670",
    "river": "#74aec9",
    "zone": "#d9794d",
    "line": "#f0a67b",
    "road": "#b8a98f",
    "mark": "#f5ede1",
    "doubt": "#f0a67b",
    "quiet": "#25201b",
    "use": "#f08a58",
    "harm": "#f3b8b8",
    "displacement": "#7fbfe6",
    "land_release": "#a9c96f",
    "policy": "#b3a998",
    "capacity": "#e3b64a",
    "other": "#a5a5a5",
}

TEXT_ON_GROUND: tuple[tuple[str, str], ...] = (
    ("ink", "paper"),
    ("ink", "panel"),
    ("soft", "paper"),
    ("soft", "panel"),
    ("accent", "paper"),
    ("accent", "panel"),
    ("soil", "paper"),
    ("on-band", "band"),
    ("alert", "paper"),
    ("alert", "alert-ground"),
    ("ink", "alert-ground"),
    ("ink", "sea"),
    ("ink", "home"),
    ("soft", "land"),
    ("river", "land"),
)
"""Every pair of text and ground that is used."""


@dataclass(frozen=True)
class Sign:
    """How a group of events is drawn: its colour's name and its shape on a square of side 2 around 0, 0."""

    colour: str
    path: str
    words: str


SIGNS: dict[str, Sign] = {
    "use": Sign("use", "M0-1L1 .8L-1 .8Z", "Use of mines, fortification"),
    "harm": Sign("harm", "M-.35-1H.35V-.35H1V.35H.35V1H-.35V.35H-1V-.35H-.35Z", "Harm to people"),
    "displacement": Sign("displacement", "M-1-.8H1L0 1Z", "Drift, finds and warnings"),
    "land_release": Sign(
        "land_release", "M0-.95A.95 .95 0 1 1 0 .95A.95 .95 0 1 1 0-.95Z", "Survey, clearance, marking"
    ),
    "policy": Sign("policy", "M-.85-.85H.85V.85H-.85Z", "Agreements and statements"),
    "capacity": Sign("capacity", "M0-1.1L1.1 0L0 1.1L-1.1 0Z", "Training, visits, assistance"),
    "other": Sign("other", "M-1-.3H1V.3H-1Z", "Other"),
}
"""Group of the vocabulary ``event_kinds`` -> how it is drawn."""


def css_variables(colours: dict[str, str]) -> str:
    """The palette as declarations of CSS custom properties."""
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in colours.items())


def typst_colours() -> str:
    """The light palette as a typst dictionary ``colour``."""
    return "#let colour = (" + ", ".join(f'"{name}": rgb("{value}")' for name, value in LIGHT.items()) + ")\n"
