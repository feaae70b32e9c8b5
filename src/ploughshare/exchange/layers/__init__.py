"""The land tables of a record as layers and tables for other programs, through the tier filter."""

from ploughshare.exchange.layers.export import Written as Written
from ploughshare.exchange.layers.export import export as export
