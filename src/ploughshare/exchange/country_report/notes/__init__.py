"""The numbered notes of a chapter: where the text calls them, and the sources they cite."""
