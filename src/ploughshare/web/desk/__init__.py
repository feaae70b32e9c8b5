"""The review desk: imported documents, what was read in them, and what people judged it to be."""
