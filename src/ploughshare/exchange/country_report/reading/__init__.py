"""Documents of any format into chapters of cleaned text, each stretch of which knows where it was read."""
