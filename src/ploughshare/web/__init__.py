"""The web: the record in a database for many hands, and the site that shows what the public may see of it."""
