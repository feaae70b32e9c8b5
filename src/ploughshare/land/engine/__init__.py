"""Arrays of hazards and releases in, the partition of the land at every date out."""

from ploughshare.land.engine.events import Events as Events
from ploughshare.land.engine.partition import Losses as Losses
from ploughshare.land.engine.partition import Partition as Partition
from ploughshare.land.engine.partition import partition as partition
from ploughshare.land.engine.plane import Plane as Plane
from ploughshare.land.engine.states import FAR as FAR
from ploughshare.land.engine.states import STATES as STATES
from ploughshare.land.engine.states import State as State
