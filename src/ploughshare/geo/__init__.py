"""Shapes on the earth: outlines, distances, areas and projections."""
