// The map of places: local outlines, the record's places no finer than their precision, no tiles, no network.
// Without this script the page loses nothing but the map: list and timeline hold the same.

const holder = document.getElementById("map");
const palette = getComputedStyle(document.documentElement);
const colour = (name) => palette.getPropertyValue(`--${name}`).trim();

const GROUPS = ["use", "harm", "displacement", "land_release", "policy", "capacity", "other"];
const byGroup = ["match", ["get", "group"], ...GROUPS.flatMap((group) => [group, colour(group.replace("_", "-"))]), colour("road")];
const ofKind = (...kinds) => ["in", ["get", "kind"], ["literal", kinds]];
const onlyPart = (part, ...more) => ["all", ["==", ["get", "part"], part], ...more];

function style() {
  return {
    version: 8,
    sources: {
      outlines: { type: "geojson", data: holder.dataset.outlines },
      places: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("sea") } },
      { id: "land", type: "fill", source: "outlines", paint: { "fill-color": colour("land") } },
      { id: "borders", type: "line", source: "outlines", paint: { "line-color": colour("border"), "line-width": 0.8 } },
      { id: "areas", type: "fill", source: "places", filter: onlyPart("place", ["==", ["geometry-type"], "Polygon"]), paint: { "fill-color": colour("zone"), "fill-opacity": ["case", ofKind("zone", "site"), 0.35, 0.1] } },
      { id: "area-edges", type: "line", source: "places", filter: onlyPart("place", ["==", ["geometry-type"], "Polygon"]), paint: { "line-color": colour("zone"), "line-width": 1 } },
      { id: "precision", type: "fill", source: "places", filter: onlyPart("precision"), paint: { "fill-color": colour("doubt"), "fill-opacity": 0.14, "fill-outline-color": colour("doubt") } },
      { id: "lines", type: "line", source: "places", filter: onlyPart("place", ["==", ["geometry-type"], "LineString"]), paint: { "line-color": ["case", ofKind("river", "coast"), colour("river"), ofKind("road", "railway", "corridor"), colour("road"), colour("line")], "line-width": 2.2 } },
      { id: "marks", type: "circle", source: "places", filter: onlyPart("place", ["==", ["geometry-type"], "Point"]), paint: { "circle-radius": ["interpolate", ["linear"], ["get", "events"], 0, 4, 1, 5.5, 8, 10], "circle-color": byGroup, "circle-stroke-color": colour("paper"), "circle-stroke-width": 1.5 } },
    ],
  };
}

const CLICKABLE = ["marks", "lines", "areas"];

function popupFor(properties) {
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = holder.dataset.placeAddress.replace(/0\/$/, `${encodeURIComponent(properties.id)}/`);
  link.textContent = properties.name;
  box.append(link);
  const lines = [];
  if (properties.events) lines.push(`${holder.dataset.eventsWord}: ${properties.events}`);
  if (properties.precision_m) lines.push(`${holder.dataset.withinWord} ${properties.precision_m >= 1000 ? `${properties.precision_m / 1000} km` : `${properties.precision_m} m`}`);
  if (lines.length) {
    const line = document.createElement("p");
    line.textContent = lines.join(" · ");
    box.append(line);
  }
  return box;
}

async function start() {
  const library = await import(holder.dataset.library);
  const [west, south, east, north] = JSON.parse(holder.dataset.box);
  const map = new library.Map({
    container: holder,
    style: style(),
    bounds: [[west, south], [east, north]],
    fitBoundsOptions: { padding: 24 },
    maxZoom: 11,
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
  });
  map.addControl(new library.NavigationControl({ showCompass: false }));
  map.addControl(new library.ScaleControl());
  map.addControl(new library.AttributionControl({ compact: false, customAttribution: "Natural Earth" }));

  async function show(address) {
    const answer = await fetch(address);
    if (!answer.ok) return;
    const data = await answer.json();
    map.getSource("places").setData(data);
    holder.dataset.shown = new Set(data.features.map((feature) => feature.properties.id)).size;
    holder.dataset.map = address;
  }

  map.on("load", () => {
    holder.dataset.ready = "yes";
    show(holder.dataset.map);
  });
  for (const layer of CLICKABLE) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
  map.on("click", (event) => {
    const [found] = map.queryRenderedFeatures(event.point, { layers: CLICKABLE });
    if (found) new library.Popup().setLngLat(event.lngLat).setDOMContent(popupFor(found.properties)).addTo(map);
  });

  // The list changes through the filter; its new address of map data comes with it.
  const follow = () => {
    const results = document.getElementById("results");
    if (results && results.dataset.map !== holder.dataset.map) show(results.dataset.map);
  };
  new MutationObserver(follow).observe(document.getElementById("main"), { childList: true, subtree: true });
}

if (holder) start();
