"""Views: each asks the one door for what may be seen and hands it to a template. No rule is decided here."""
