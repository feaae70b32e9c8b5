"""The site: what the public may see of the records, as pages."""
