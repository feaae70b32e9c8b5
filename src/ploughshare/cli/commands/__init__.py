"""One module a command: SUMMARY, EXAMPLE, add_arguments(parser) and run(arguments) -> exit code."""
