"""Map and timeline, drawn from the record as SVG."""
