"""Shapes on the earth: geometries as they are written, outlines, distances, areas and projections."""

from ploughshare.geo.geometry import Box as Box
from ploughshare.geo.geometry import Geometry as Geometry
from ploughshare.geo.geometry import bounds as bounds
from ploughshare.geo.geometry import coarsen as coarsen
from ploughshare.geo.geometry import fault as fault
from ploughshare.geo.geometry import is_plain as is_plain
from ploughshare.geo.geometry import positions as positions
from ploughshare.geo.geometry import trim as trim
