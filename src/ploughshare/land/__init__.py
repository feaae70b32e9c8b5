"""The state of every square metre of land at any date, and the account that must balance."""
