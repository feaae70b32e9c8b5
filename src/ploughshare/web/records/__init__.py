"""The records in the database: rows, what people did to them, and the one door for reading what may be seen."""
