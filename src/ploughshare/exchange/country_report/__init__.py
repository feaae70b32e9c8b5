"""Published country reports, read into proposals for a record. Every piece keeps its place in the source."""
