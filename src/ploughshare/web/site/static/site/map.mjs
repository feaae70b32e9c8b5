// The map of places. All data comes from this site: outlines behind, places on top, both as GeoJSON.
// A mark is drawn no smaller than what is not known of its place, at any zoom.

import { colour, mapIn, outlines, underneath } from "./basemap.mjs";

const holder = document.getElementById("map");
const METRES_PER_PIXEL_AT_ZOOM_0 = 40075016.686 / 512;
const GROUPS = ["use", "harm", "displacement", "land_release", "policy", "capacity", "other"];
const SMALLEST_MARK = 5;

const isKind = (...kinds) => ["in", ["get", "kind"], ["literal", kinds]];
const isShape = (...shapes) => ["in", ["geometry-type"], ["literal", shapes]];

// Doubles with each zoom, as distances on the screen do; added to a smallest size that it never falls below.
const asWideAs = (smallest, times) => [
  "interpolate", ["exponential", 2], ["zoom"],
  0, ["+", smallest, ["*", times, ["get", "doubt"]]],
  22, ["+", smallest, ["*", times * 2 ** 22, ["get", "doubt"]]],
];

function style() {
  const byGroup = ["match", ["get", "group"], ...GROUPS.flatMap((group) => [group, colour(group)]), colour("mark")];
  const ofLine = ["case", isKind("river", "coast"), colour("river"), isKind("road", "railway", "corridor"), colour("road"), colour("line")];
  const lines = isShape("LineString", "MultiLineString");
  const areas = isShape("Polygon", "MultiPolygon");
  return {
    version: 8,
    sources: {
      outlines: outlines(holder),
      places: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
    },
    layers: [
      ...underneath(),
      { id: "areas", type: "fill", source: "places", filter: areas, paint: { "fill-color": colour("zone"), "fill-opacity": ["case", isKind("zone", "hazardous_area"), 0.32, isKind("country", "region"), 0.05, 0.1] } },
      { id: "area-edges", type: "line", source: "places", filter: ["all", areas, ["!", isKind("country", "region")]], paint: { "line-color": colour("zone"), "line-width": 0.9, "line-opacity": 0.8 } },
      { id: "bands", type: "line", source: "places", filter: lines, layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": ofLine, "line-opacity": 0.16, "line-width": asWideAs(2, 2) } },
      { id: "lines", type: "line", source: "places", filter: lines, layout: { "line-join": "round" }, paint: { "line-color": ofLine, "line-width": 1.6 } },
      { id: "marks", type: "circle", source: "places", filter: isShape("Point"), paint: { "circle-radius": asWideAs(SMALLEST_MARK, 1), "circle-color": byGroup, "circle-opacity": 0.24, "circle-stroke-color": byGroup, "circle-stroke-width": 1.3 } },
      { id: "names", type: "symbol", source: "places", filter: ["any", isShape("Point"), isKind("zone")], layout: { "text-field": ["get", "name"], "text-font": ['"Source Sans 3"', '"Noto Sans KR"'], "text-size": 12, "text-anchor": "left", "text-offset": [0.8, 0], "text-max-width": 9, "text-justify": "left" }, paint: { "text-color": colour("ink"), "text-halo-color": colour("land"), "text-halo-width": 1.4 } },
    ],
  };
}

const CLICKABLE = ["marks", "lines", "bands", "areas"];

const inWords = (metres) => (metres >= 1000 ? `${metres / 1000} km` : `${metres} m`);

// Text is set as text: a name that holds markup is shown and never run.
function popupFor({ id, name, events, precision_m: precision }) {
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = holder.dataset.placeAddress.replace(/0\/$/, `${encodeURIComponent(id)}/`);
  link.textContent = name;
  const line = document.createElement("p");
  line.textContent = [
    events ? `${holder.dataset.eventsWord}: ${events}` : "",
    precision ? `${holder.dataset.withinWord} ${inWords(precision)}` : "",
  ].filter(Boolean).join(" · ");
  box.append(link, line);
  return box;
}

const positions = (coordinates) => (typeof coordinates[0] === "number" ? [coordinates] : coordinates.flatMap(positions));

// How many pixels wide the doubt about a place is at zoom 0, at its own latitude.
function withDoubt(data) {
  for (const { geometry, properties } of data.features) {
    const [, latitude] = positions(geometry.coordinates)[0];
    properties.doubt = (properties.precision_m ?? 0) / (METRES_PER_PIXEL_AT_ZOOM_0 * Math.cos((latitude * Math.PI) / 180));
  }
  return data;
}

// West, south, east and north of features with the doubt about each; only of those in the window, where any is.
function around(features, window) {
  const inside = features.filter((feature) => {
    const [west, south, east, north] = boundsOf([feature]).flat();
    return west <= window[2] && east >= window[0] && south <= window[3] && north >= window[1];
  });
  return boundsOf(inside.length ? inside : features);
}

function boundsOf(features) {
  const all = features.flatMap(({ geometry, properties }) => {
    const degrees = (properties.precision_m ?? 0) / 111000;
    return positions(geometry.coordinates).flatMap(([x, y]) => [[x - degrees, y - degrees], [x + degrees, y + degrees]]);
  });
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  return [[Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]];
}

async function start() {
  const library = await import(holder.dataset.library);
  const [west, south, east, north] = JSON.parse(holder.dataset.box);
  const map = mapIn(library, holder, style(), [[west, south], [east, north]], { deepest: 11, attribution: "Natural Earth" });

  let latest = "";
  async function show(address) {
    latest = address;
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const data = withDoubt(await answer.json());
    if (address !== latest) return; // a later filter has overtaken this one
    map.getSource("places").setData(data);
    const { features } = data;
    if (features.length) map.fitBounds(around(features, [west, south, east, north]), { padding: 40, maxZoom: 8, duration: 0 });
    holder.dataset.shown = features.map(({ properties }) => properties.id).join(" ");
  }

  map.on("load", async () => {
    await show(holder.dataset.map);
    map.once("idle", () => { holder.dataset.ready = "yes"; });
  });
  for (const layer of CLICKABLE) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
  map.on("click", (event) => {
    const [found] = map.queryRenderedFeatures(event.point, { layers: CLICKABLE });
    if (found) new library.Popup().setLngLat(event.lngLat).setDOMContent(popupFor(found.properties)).addTo(map);
  });

  // What the filter brings back names the data that goes with it.
  const follow = () => {
    const results = document.getElementById("results");
    if (results && results.dataset.map !== latest) show(results.dataset.map);
  };
  new MutationObserver(follow).observe(document.getElementById("main"), { childList: true, subtree: true });
}

if (holder) start();
