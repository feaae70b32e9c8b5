"""What a person can do to a record: one class an act. Nothing else writes."""
