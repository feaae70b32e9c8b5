"""What a person can do at the desk: one class a thing."""
