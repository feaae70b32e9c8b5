"""``python -m ploughshare.web publish``: publish every record anew, for instance after an upgrade."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandParser

from ploughshare.web.records.publishing import publish_anew


class Command(BaseCommand):
    """Publish every record anew."""

    help = "Make what the public may see of every record anew, by the rules of this version."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which records."""
        parser.add_argument("--outdated", action="store_true", help="only those that another version published")

    def handle(self, *_: object, outdated: bool = False, **__: object) -> None:
        """Publish and say what."""
        for country in publish_anew(only_outdated=outdated):
            self.stdout.write(f"{country}: published")
