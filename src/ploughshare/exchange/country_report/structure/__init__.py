"""A chapter into typed results, each with its place: panel, tables, scores, capacity, recommendations, sections."""
