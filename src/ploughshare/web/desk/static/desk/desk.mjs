// Keys for the review desk. All of it can be done by the forms of the page alone; this sends them without leaving it.

const list = document.getElementById("proposals");
const notice = () => document.getElementById("notice");
const help = document.getElementById("help");
const keysOn = document.getElementById("keys-on");
const KEYS_ARE_OFF = "desk-keys-are-off";
let current = null;
let sending = Promise.resolve();

const cards = () => [...(list?.children ?? [])];
const marks = (name) => document.querySelectorAll(`.taken[data-of~="${CSS.escape(name)}"]`);

function select(card, { quietly = false } = {}) {
  if (!card) return;
  if (current) {
    current.classList.remove("now");
    marks(current.dataset.name).forEach((mark) => mark.classList.remove("now"));
  }
  current = card;
  card.classList.add("now");
  const taken = marks(card.dataset.name);
  taken.forEach((mark) => mark.classList.add("now"));
  taken[0]?.scrollIntoView({ block: "center", behavior: "instant" });
  if (!quietly) card.focus({ preventScroll: true });
  // A long one from its beginning on, a short one so that the page moves as little as may be.
  const block = card.offsetHeight > innerHeight / 2 ? "start" : "nearest";
  card.scrollIntoView({ block, behavior: "instant" });
}

function step(by) {
  const all = cards();
  select(all[Math.min(Math.max(all.indexOf(current) + by, 0), all.length - 1)]);
}

function toNextOpen() {
  const all = cards();
  const at = all.indexOf(current);
  select([...all.slice(at + 1), ...all.slice(0, at)].find((card) => card.dataset.state === "open"));
}

// What the server answers: elements that take the place of those with the same id.
function put(html) {
  for (const fresh of new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-replace]")) {
    const stale = document.getElementById(fresh.id);
    if (!stale) continue;
    const chosen = stale === current;
    stale.replaceWith(document.adoptNode(fresh));
    if (chosen) {
      current = fresh;
      fresh.classList.add("now");
      if (document.activeElement === document.body) fresh.focus({ preventScroll: true });
    }
    if (fresh.dataset.name) colour(fresh.dataset.name);
  }
}

function colour(name) {
  for (const mark of marks(name)) {
    const states = mark.dataset.of.split(" ").map((one) => document.getElementById(`p-${one}`)?.dataset.state);
    const known = states.filter(Boolean);
    const state = known.includes("open") ? "open" : known.every((one) => one === "rejected") ? "rejected" : "accepted";
    mark.classList.remove("open", "accepted", "rejected");
    mark.classList.add(state);
  }
}

function say(words) {
  notice().textContent = words;
  notice().hidden = false;
}

async function send(address, data) {
  try {
    const options = { headers: { "X-Desk": "part" }, credentials: "same-origin" };
    const answer = await fetch(address, data ? { ...options, method: "POST", body: data } : options);
    if (answer.redirected) location.reload(); // the session has ended
    return { ok: answer.ok, html: await answer.text(), status: answer.status };
  } catch {
    say("The site cannot be reached. What you judged last was not kept; try again.");
    return null;
  }
}

// One after the other, and with the button as it then is: two quick keys must not judge what neither of them saw.
function press(find) {
  sending = sending.then(async () => {
    const button = find();
    if (!button || button.disabled) return;
    const answer = await send(button.form.action, new FormData(button.form, button));
    if (answer) put(answer.html);
  });
}

async function open(link) {
  const slot = link.closest(".card").querySelector(":scope > .slot");
  const answer = await send(link.href);
  if (answer?.ok) fill(slot, answer.html);
}

function fill(slot, html) {
  slot.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  slot.querySelector("select, textarea, input:not([type=hidden])")?.focus();
}

async function submit(form, slot) {
  const answer = await send(form.action, new FormData(form));
  if (!answer) return;
  if (answer.ok) {
    put(answer.html);
    toNextOpen();
  } else fill(slot, answer.html);
}

const own = (key) => current?.querySelector(`:scope > .acts [data-key="${key}"]`);

function judge(key) {
  const name = current?.dataset.name;
  if (own(key)?.matches("a")) {
    open(own(key));
    return;
  }
  if (own(key)) press(() => document.querySelector(`#p-${CSS.escape(name)} > .acts [data-key="${key}"]`));
  toNextOpen();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  J: toNextOpen,
  a: () => judge("a"),
  n: () => judge("n"),
  r: () => judge("r"),
  x: () => press(() => own("x")),
  e: () => own("e") && open(own("e")),
  m: () => own("m") && open(own("m")),
  s: () => own("s") && open(own("s")),
  o: () => own("o") && open(own("o")),
  u: () => press(() => document.getElementById("undo-button")),
  t: () => (document.activeElement.id === "source" ? current?.focus() : document.getElementById("source").focus()),
  f: () => document.getElementById("kind").focus(),
  w: () => document.getElementById("to-record").click(),
  "?": () => help.showModal(),
};

document.addEventListener("keydown", (event) => {
  const slot = event.target.closest?.(".slot");
  if (event.key === "Escape" && slot) {
    slot.replaceChildren();
    current?.focus({ preventScroll: true });
    return;
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && slot) {
    event.target.closest("form")?.requestSubmit();
    return;
  }
  const writing = event.target.closest?.("input, select, textarea, dialog");
  if (writing || event.ctrlKey || event.metaKey || event.altKey || !keysOn.checked || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});

document.addEventListener("submit", (event) => {
  const slot = event.target.closest(".slot");
  const button = event.submitter;
  if (slot) {
    event.preventDefault();
    submit(event.target, slot);
  } else if (["judge", "undo"].includes(event.target.id) && button?.id !== "accept-all") {
    event.preventDefault();
    const { value } = button;
    press(() => (value ? document.querySelector(`button[value="${CSS.escape(value)}"]`) : document.getElementById("undo-button")));
  }
});

document.addEventListener("click", (event) => {
  const cancel = event.target.closest(".slot .cancel");
  const form = event.target.closest(".acts a");
  const taken = event.target.closest(".taken");
  const card = event.target.closest(".card");
  if (cancel) {
    event.preventDefault();
    cancel.closest(".slot").replaceChildren();
  } else if (form && card) {
    event.preventDefault();
    select(card, { quietly: true });
    open(form);
  } else if (taken) {
    event.preventDefault();
    select(taken.dataset.of.split(" ").map((name) => document.getElementById(`p-${name}`)).find(Boolean));
  } else if (card && card !== current && !event.target.closest("button, input, select, textarea")) {
    if (event.target.closest("a")) event.preventDefault();
    select(card);
  }
});

try {
  keysOn.checked = localStorage.getItem(KEYS_ARE_OFF) === null;
  keysOn.addEventListener("change", () =>
    keysOn.checked ? localStorage.removeItem(KEYS_ARE_OFF) : localStorage.setItem(KEYS_ARE_OFF, "yes"),
  );
} catch {
  // a browser that keeps nothing: the keys are on each time
}
const button = document.getElementById("help-button");
button.hidden = false;
button.addEventListener("click", () => help.showModal());
document.documentElement.classList.add("by-keys");
const at = location.hash.startsWith("#p-") ? location.hash.slice(1) : `p-${list?.dataset.at ?? ""}`;
select(document.getElementById(at) ?? cards().find((card) => card.dataset.state === "open") ?? cards()[0]);
