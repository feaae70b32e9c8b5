"""What is checked of a programme's rows, one file a question, and what would mend it."""
