"""The report: prose checked against the record, and the pages drawn from both."""
