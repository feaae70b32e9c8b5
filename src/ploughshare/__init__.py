"""Ploughshare: the open record of mine action.

Everything it prints can be followed back to who said it; everything it counts adds up.
"""

__version__ = "0.1.0"
