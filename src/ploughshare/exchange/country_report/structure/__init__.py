"""A chapter into typed results: the panel, tables, scores, capacity, recommendations and sections, each with its place."""
