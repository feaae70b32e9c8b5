"""What was read in a chapter as proposals of rows: one module for each room that reads."""
