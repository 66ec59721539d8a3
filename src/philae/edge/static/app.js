// The try-it page: choose a model, fill its form, see the price, generate, look.

import { call, currentKey, follow, useKey } from "./api.js";
import { DIALECTS } from "./curl.js";
import { build, values } from "./form.js";

const $ = (id) => document.getElementById(id);
const TWIN = "Drawn by the offline twin: a renderer on this machine, not an AI model. It costs play money.";
let models = [], tab = "BFL", running = null;

// A task made under another name of this gateway has its links there; the same path serves here.
const here = (link) => { const url = new URL(link); return url.pathname + url.search; };
const chosen = () => models.find((m) => m.id === $("model").value);

function fault(error) {
  $("fault").hidden = !error;
  $("fault").textContent = error?.message ?? "";
}

function later(deed, wait) {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(deed, wait); };
}

async function start() {
  $("key").value = currentKey();
  $("keep").checked = Boolean(currentKey());
  for (const name of Object.keys(DIALECTS)) $("tabs").append(tabButton(name));
  if (currentKey()) await enter();
}

async function enter() {
  try {
    models = (await call("GET", "/v1/models")).data.filter((m) => m.served_by.length);
    const before = $("model").value;
    $("model").replaceChildren(...models.map((m) => new Option(`${m.title} (${m.id})`, m.id)));
    $("model").value = models.some((m) => m.id === before) ? before : models.find((m) => m.id === "flux-2-pro")?.id ?? models[0]?.id;
    fault(models.length ? null : new Error("No model is served at the moment: no vendor is on, and the offline twin is off."));
    await Promise.all([show(), recent()]);
  } catch (error) {
    fault(error);
  }
}

async function show() {
  const model = chosen();
  if (!model) return;
  $("served").textContent = model.served_by.includes("studio") ? TWIN : `Served by ${model.served_by.join(", ")}.`;
  build($("fields"), await call("GET", `/v1/models/${model.id}/schema`), changed);
  changed();
}

const changed = later(async () => {
  await Promise.all([price(), lines()]);
}, 300);

async function price() {
  const model = chosen();
  const given = await values($("fields"));
  if (!model || given.prompt === "") { $("price").textContent = ""; return; }
  try {
    const quote = await call("POST", "/v1/quote", { model: model.id, ...given });
    $("price").textContent = `at most $${quote.price}${quote.book === "sandbox" ? " of play money" : ""}`;
    fault(null);
  } catch (error) {
    $("price").textContent = "";
    fault(error);
  }
}

async function lines() {
  if (chosen()) $("curl").textContent = DIALECTS[tab](chosen(), await values($("fields")));
}

function tabButton(name) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: name });
  button.setAttribute("role", "tab");
  button.setAttribute("aria-selected", String(name === tab));
  button.addEventListener("click", () => {
    tab = name;
    for (const other of $("tabs").children) other.setAttribute("aria-selected", String(other === button));
    lines();
  });
  return button;
}

async function generate(event) {
  event.preventDefault();
  fault(null);
  $("go").disabled = true;
  try {
    const task = await call("POST", "/v1/tasks", { model: chosen().id, ...(await values($("fields"))) });
    await watch(task.id);
  } catch (error) {
    fault(error);
  } finally {
    $("go").disabled = false;
    $("stop").hidden = $("working").hidden = true;
    running = null;
    recent();
  }
}

async function watch(id) {
  running = id;
  $("stop").hidden = $("working").hidden = false;
  $("bar").removeAttribute("value");
  const began = Date.now();
  const tell = (text) => { $("stage-text").textContent = `${text}, ${((Date.now() - began) / 1000).toFixed(0)} s`; };
  tell("waiting for its turn");
  await follow(id, (kind, data) => {
    if (kind === "progress") { $("bar").value = data.progress; tell(`drawing, ${Math.round(data.progress * 100)} %`); }
    if (kind === "state") tell(data.state === "running" ? "drawing" : data.state);
    if (kind === "done") reveal(data);
  });
}

function reveal(task) {
  if (task.state !== "succeeded") { fault(new Error(task.error?.message ?? `The task is ${task.state}.`)); return; }
  const output = task.outputs[0];
  $("empty").hidden = true;
  $("picture").src = here(output.url);
  $("picture").alt = task.params.prompt ?? "the picture";
  $("picture").hidden = $("after").hidden = $("caption").hidden = false;
  $("save").href = here(output.url);
  const receipt = task.receipt;
  const rows = {
    "Size": `${output.width} × ${output.height}, ${output.mime.replace("image/", "")}, ${(output.bytes / 1e6).toFixed(1)} MB`,
    "Seed": task.params.seed ?? "",
    "Drawn by": receipt.served_by === "studio" ? "the offline twin (a renderer, not an AI model)" : receipt.served_by,
    "Receipt": `$${receipt.captured}${receipt.book === "sandbox" ? " of play money" : ""}`,
    "Differs": (output.differs ?? []).join("; "),
    "Note": (task.warnings ?? []).join("; "),
    "Task": task.id,
  };
  const list = document.createElement("dl");
  for (const [name, value] of Object.entries(rows)) {
    if (value === "") continue;
    list.append(Object.assign(document.createElement("dt"), { textContent: name }), Object.assign(document.createElement("dd"), { textContent: value }));
  }
  $("caption").replaceChildren(list);
}

async function recent() {
  const found = (await call("GET", "/v1/tasks?limit=12&state=succeeded")).data;
  $("recent").replaceChildren(...found.map((task) => {
    const button = Object.assign(document.createElement("button"), { type: "button", title: task.params.prompt ?? task.model });
    button.append(Object.assign(new Image(), { src: here(task.outputs[0].url), alt: task.params.prompt ?? task.model, loading: "lazy" }));
    button.addEventListener("click", () => reveal(task));
    const item = document.createElement("li");
    item.append(button);
    return item;
  }));
}

const copied = (button, text) => navigator.clipboard.writeText(text).then(() => {
  const before = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = before; }, 1200);
});

$("who").addEventListener("submit", (event) => event.preventDefault());
$("key").addEventListener("change", () => { useKey($("key").value, $("keep").checked); enter(); });
$("keep").addEventListener("change", () => useKey($("key").value, $("keep").checked));
$("model").addEventListener("change", () => show().catch(fault));
$("order").addEventListener("submit", generate);
$("stop").addEventListener("click", () => running && call("POST", `/v1/tasks/${running}/cancel`, {}).catch(fault));
$("copy-link").addEventListener("click", () => copied($("copy-link"), $("picture").src));
$("copy-curl").addEventListener("click", () => copied($("copy-curl"), $("curl").textContent));
start();
