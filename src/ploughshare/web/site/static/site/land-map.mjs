// The map of the states of land, with a slider for the day. Tiles come from this site and hold each hazard and each
// release with the days from and until which it shows, in the order in which they are painted: within a group of
// hazards the last event decides. So another day needs nothing from the server: only another filter.

import { colour, mapIn, outlines, underneath } from "./basemap.mjs";

const holder = document.getElementById("land-map");
const STATES = ["hazardous", "cancelled", "reduced-without", "reduced-with", "cleared"]; // 1 to 5 in the tiles
const HAZARDOUS = 1;
const LAYERS = ["dots", "states", "cells"];
const FRAMES_A_SECOND = 12;
const DAY_MS = 86_400_000;

const onDay = (day) => ["all", ["<=", ["get", "since"], day], [">", ["get", "until"], day]];
const isoOf = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);

function style(day) {
  const byState = ["match", ["get", "state"], ...STATES.flatMap((name, i) => [i + 1, colour(`state-${name}`)]), colour("ink")];
  const land = { source: "states", filter: onDay(day) };
  // Opaque, and without edges of their own: what is painted later has to hide what lies under it.
  const paint = { "fill-color": byState, "fill-antialias": false };
  return {
    version: 8,
    sources: {
      outlines: outlines(holder),
      states: { type: "vector", tiles: [`${location.origin}${holder.dataset.tiles}`], minzoom: 0, maxzoom: Number(holder.dataset.deepest) },
    },
    layers: [
      ...underneath(),
      { ...land, id: "dots", type: "circle", "source-layer": "dots", paint: { "circle-radius": 1.7, "circle-color": byState } },
      { ...land, id: "states", type: "fill", "source-layer": "land", paint },
      { ...land, id: "cells", type: "fill", "source-layer": "cells", paint },
    ],
  };
}

// Text is set as text: an id that holds markup is shown and never run.
function popupFor({ row, state, since }) {
  const box = document.createElement("div");
  const link = document.createElement("a");
  const kind = state === HAZARDOUS ? "area" : "release";
  link.href = holder.dataset[`${kind}Address`].replace(/0\/$/, `${encodeURIComponent(row)}/`);
  link.textContent = row;
  const line = document.createElement("p");
  const words = document.querySelector(`[data-state="${state}"] th`).textContent.trim();
  line.textContent = Math.abs(since) < 1e6 ? `${words}, ${holder.dataset.sinceWord} ${isoOf(since)}` : words;
  box.append(link, line);
  return box;
}

const inKm2 = (m2) => {
  const km2 = m2 / 1e6;
  return m2 > 0 && km2 < 0.001 ? "<0.001" : km2.toLocaleString("en", { minimumFractionDigits: 3, maximumFractionDigits: 3 });
};

async function start() {
  const [library, series] = await Promise.all([
    import(holder.dataset.library),
    fetch(holder.dataset.series).then((answer) => answer.json()),
  ]);
  const [west, south, east, north] = JSON.parse(holder.dataset.box);
  const slider = document.getElementById("day");
  const said = document.getElementById("day-said");
  const play = document.getElementById("play");
  const rows = [...document.querySelectorAll("[data-state]")];
  let wanted = series.days.indexOf(Number(holder.dataset.day));
  let shown = wanted;

  slider.max = series.days.length - 1;
  slider.value = wanted;
  document.getElementById("time").hidden = false;

  const map = mapIn(library, holder, style(series.days[wanted]), [[west, south], [east, north]], { deepest: 17, attribution: "Natural Earth" });
  const paint = () => {
    if (wanted === shown || !map.isSourceLoaded("states")) return;
    shown = wanted;
    for (const layer of LAYERS) map.setFilter(layer, onDay(series.days[shown]), { validate: false });
    holder.dataset.day = series.days[shown];
  };
  const tell = () => {
    const day = isoOf(series.days[wanted]);
    said.textContent = day;
    slider.setAttribute("aria-valuetext", day);
    for (const row of rows) row.querySelector("td").textContent = inKm2(series.m2[wanted][Number(row.dataset.state) - 1]);
  };
  const go = (position) => {
    wanted = Math.max(0, Math.min(series.days.length - 1, position));
    slider.value = wanted;
    tell();
    paint();
  };
  // A day asked for while the last one is still being drawn waits for it, and only the latest of these is drawn.
  map.on("sourcedata", paint);
  map.on("idle", () => {
    paint();
    if (wanted === shown) holder.dataset.ready = isoOf(series.days[shown]);
  });
  slider.addEventListener("input", () => go(Number(slider.value)));
  document.getElementById("earlier").addEventListener("click", () => go(wanted - 1));
  document.getElementById("later").addEventListener("click", () => go(wanted + 1));

  let running = 0;
  const stop = () => {
    clearInterval(running);
    running = 0;
    play.setAttribute("aria-pressed", "false");
  };
  play.addEventListener("click", () => {
    if (running) {
      stop();
      return;
    }
    play.setAttribute("aria-pressed", "true");
    if (wanted === series.days.length - 1) go(0);
    running = setInterval(() => {
      if (wanted !== shown) return; // no day is left out because the machine is slow
      if (wanted === series.days.length - 1) stop();
      else go(wanted + 1);
    }, 1000 / FRAMES_A_SECOND);
  });

  for (const layer of ["states"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
  map.on("click", (event) => {
    const found = map.queryRenderedFeatures(event.point, { layers: ["states"] });
    // The last painted lies on top.
    if (found.length) new library.Popup().setLngLat(event.lngLat).setDOMContent(popupFor(found[0].properties)).addTo(map);
  });
  tell();
  holder.landMap = map; // for whoever measures it
}

if (holder) start();
