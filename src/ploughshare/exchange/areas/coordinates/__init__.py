"""Coordinates as people type them, as WGS 84.

Degrees in three forms, MGRS, UTM, grids of any EPSG code, outlines as rows of points, and turning points by bearing
and distance. Nothing is guessed in silence: what is ambiguous is refused with the reason, or kept with a doubt.
"""

from ploughshare.exchange.areas.coordinates.datum import BALLPARK_M as BALLPARK_M
from ploughshare.exchange.areas.coordinates.datum import ballpark_doubt as ballpark_doubt
from ploughshare.exchange.areas.coordinates.datum import crs_fault as crs_fault
from ploughshare.exchange.areas.coordinates.datum import shift_accuracy_m as shift_accuracy_m
from ploughshare.exchange.areas.coordinates.datum import to_wgs84 as to_wgs84
from ploughshare.exchange.areas.coordinates.model import Form as Form
from ploughshare.exchange.areas.coordinates.model import Position as Position
from ploughshare.exchange.areas.coordinates.outlines import Outline as Outline
from ploughshare.exchange.areas.coordinates.outlines import PointRow as PointRow
from ploughshare.exchange.areas.coordinates.outlines import outline as outline
from ploughshare.exchange.areas.coordinates.outlines import outlines as outlines
from ploughshare.exchange.areas.coordinates.position import parse_position as parse_position
from ploughshare.exchange.areas.coordinates.position import swap_proposal as swap_proposal
from ploughshare.exchange.areas.coordinates.traverse import Leg as Leg
from ploughshare.exchange.areas.coordinates.traverse import North as North
from ploughshare.exchange.areas.coordinates.traverse import Traverse as Traverse
from ploughshare.exchange.areas.coordinates.traverse import turning_points as turning_points
