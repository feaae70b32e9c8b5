"""``python -m ploughshare.web``: Django's own commands (migrate, check, collectstatic ...) on this project."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command that the command line names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ploughshare.web.settings")
    execute_from_command_line(["python -m ploughshare.web", *sys.argv[1:]])


if __name__ == "__main__":
    main()
