"""Open a GeoPackage in QGIS without a screen, see that each layer found its own style, and draw the map as PNG.

Run it with the Python that QGIS belongs to (on Debian: ``apt-get install qgis python3-qgis``):

    QT_QPA_PLATFORM=offscreen /usr/bin/python3 scripts/open_in_qgis.py land.gpkg map.png

Ends with 1 where a layer that lies somewhere is not valid, or was not drawn by the style beside it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from qgis.core import (  # type: ignore[import-not-found]
    QgsApplication,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize  # type: ignore[import-not-found]
from qgis.PyQt.QtGui import QColor  # type: ignore[import-not-found]

WIDTH = 1400
DRAWN_FIRST = ("finds", "accidents", "activities", "areas", "remaining", "releases")


def layers_of(path: Path) -> list[QgsVectorLayer]:
    """The layers of the file as QGIS opens them, those drawn on top first."""
    found = QgsProviderRegistry.instance().providerMetadata("ogr").querySublayers(str(path))
    opened = [QgsVectorLayer(layer.uri(), layer.name(), "ogr") for layer in found if layer.name() != "layer_styles"]
    return sorted(
        opened, key=lambda layer: next((k for k, n in enumerate(DRAWN_FIRST) if layer.name().startswith(n)), 9)
    )


def main(path: Path, picture: Path) -> int:
    """Open, look, draw."""
    layers, faults = layers_of(path), 0
    for layer in layers:
        renderer = layer.renderer() if layer.isSpatial() else None
        kind = renderer.type() if renderer else "a table"
        rules = [rule.label() for rule in renderer.rootRule().children()] if kind == "RuleRenderer" else []
        names = layer.isSpatial() and layer.labelsEnabled()
        fine = layer.isValid() and (not layer.isSpatial() or bool(rules))
        faults += not fine
        print(
            f"{layer.name()}: {layer.featureCount()} features, {kind} {rules}{', names' if names else ''}"
            f"{'' if fine else '  <- NOT AS IT SHOULD BE'}"
        )
    settings = QgsMapSettings()
    drawn = [layer for layer in layers if layer.isSpatial()]
    settings.setLayers(drawn)
    settings.setBackgroundColor(QColor("white"))
    extent = drawn[0].extent()
    for layer in drawn[1:]:
        extent.combineExtentWith(layer.extent())
    extent.scale(1.05)
    settings.setExtent(extent)
    settings.setOutputSize(QSize(WIDTH, round(WIDTH * min(max(extent.height() / extent.width(), 0.25), 1.5))))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(str(picture))
    return 1 if faults or not drawn else 0


if __name__ == "__main__":
    application = QgsApplication([], GUIenabled=False)
    application.initQgis()
    code = main(Path(sys.argv[1]), Path(sys.argv[2]))
    application.exitQgis()
    sys.exit(code)
