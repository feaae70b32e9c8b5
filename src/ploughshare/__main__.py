"""``python -m ploughshare``: the same as the installed command."""

import sys

from ploughshare.cli.entry import main

sys.exit(main())
