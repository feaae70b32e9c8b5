"""Files of a programme as rows, whatever program wrote them.

CSV, XLSX, GeoPackage, File Geodatabase, GeoJSON, Shapefile, GeoParquet and KML. A file is read as it is: cells keep
what they hold, geometries their coordinates and reference system. What that means is the mapping's concern.

Libraries of formats are loaded by the first file that needs them.
"""

from ploughshare.exchange.areas.formats.model import Layer as Layer
from ploughshare.exchange.areas.formats.model import RawRow as RawRow
from ploughshare.exchange.areas.formats.reading import layers as layers
from ploughshare.exchange.areas.formats.reading import read as read
