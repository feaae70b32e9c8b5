"""Who may sign in, and what role each has."""
