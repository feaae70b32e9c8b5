"""Dated events and figures from the sentences of a chapter, by rules and grammar; the words they know are data."""
