// What lies under every map of the site: sea, land and borders from this site's own outlines, in the colours of the page.

export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name.replace("_", "-")}`).trim();

export const underneath = () => [
  { id: "sea", type: "background", paint: { "background-color": colour("sea") } },
  { id: "land", type: "fill", source: "outlines", filter: ["==", ["get", "part"], "land"], paint: { "fill-color": colour("land") } },
  { id: "borders", type: "line", source: "outlines", filter: ["==", ["get", "part"], "border"], paint: { "line-color": colour("border"), "line-width": 0.8 } },
];

export const outlines = (holder) => ({ type: "geojson", data: holder.dataset.outlines });

// A map that moves only when asked to: on a page that scrolls, one finger scrolls the page.
export function mapIn(library, holder, style, bounds, { deepest, attribution }) {
  const map = new library.Map({
    container: holder,
    style,
    bounds,
    fitBoundsOptions: { padding: 24 },
    maxZoom: deepest,
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
  });
  map.addControl(new library.NavigationControl({ showCompass: false }));
  map.addControl(new library.ScaleControl());
  map.addControl(new library.AttributionControl({ compact: false, customAttribution: attribution }));
  return map;
}
