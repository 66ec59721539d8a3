// The page: key, model, form, price, request, result.

import * as api from "./api.js";
import * as curl from "./curl.js";
import { $, dollars, el, settled } from "./dom.js";
import * as form from "./form.js";
import * as recent from "./recent.js";
import * as stage from "./stage.js";

const IDEAS = ["A lighthouse in a storm, oil on canvas", "Ein Fuchs im Schnee bei Nacht", "A red teapot on a wooden table, morning light", "Floating islands above the sea at sunset"];
let models = new Map();
let media = [];
let asking = null;
let running = null;

const model = () => models.get($("model").value);
const request = () => {
  const { num_outputs: count, ...params } = form.values();
  return { ...params, ...(count === undefined ? {} : { n: count }) };
};

// --- key ---------------------------------------------------------------------------------------------------------

function keyPanel(open, fault) {
  $("key-panel").hidden = !open;
  $("key-open").setAttribute("aria-expanded", open);
  $("key-fault").hidden = !fault;
  $("key-fault").textContent = fault ?? "";
  if (open) $("key").focus();
}

/** Load what the key may see. */
async function enter() {
  try {
    const found = await api.models();
    models = new Map(found.map((each) => [each.id, each]));
    chooser(found);
    keyPanel(false);
    await choose();
    await recent.refresh(open);
  } catch (fault) {
    keyPanel(true, fault.status === 401 || fault.status === 403 ? `This key is not accepted: ${fault.message}.` : fault.message);
  }
}

// --- model and form ----------------------------------------------------------------------------------------------

function chooser(found) {
  const owners = Map.groupBy ? Map.groupBy(found, (each) => each.owned_by) : new Map([["models", found]]);
  const group = ([owner, list]) => el("optgroup", { label: owner }, ...list.map((each) => el("option", { value: each.id }, each.title)));
  const before = $("model").value;
  $("model").replaceChildren(...[...owners].map(group));
  if (models.has(before)) $("model").value = before;
  $("model").disabled = false;
}

function facts(chosen) {
  const rate = (r) => `${dollars(r.price)} per ${r.per === 1 ? "" : `${r.per} `}${r.meter.replace("_", " ")}`;
  const rates = chosen.rates.length > 3 ? "price by its settings" : chosen.rates.map(rate).join(" + ") || "price not known";
  const by = chosen.served_by.length ? chosen.served_by.map(stage.server).join(", ") : "nobody: no account at its vendor is set";
  return `${chosen.id} · ${rates} · served by ${by}${chosen.deprecated ? " · deprecated by its vendor" : ""}`;
}

async function choose() {
  const chosen = model();
  $("model-facts").textContent = facts(chosen);
  const schema = await api.schema(chosen.id);
  if (chosen !== model()) return;
  media = Object.entries(schema.properties).filter(([, p]) => p["x-media"]).map(([name]) => name);
  form.build(chosen, schema, changed);
  $("generate").disabled = false;
  changed();
}

function changed() {
  form.mark(null);
  curl.show(model(), request(), media);
  price();
}

const price = settled(350, async () => {
  asking?.abort();
  asking = new AbortController();
  if (form.missing()) return priced("–", "");
  try {
    const quote = await api.quote({ model: model().id, ...request() }, asking.signal);
    priced(dollars(quote.price), quote.book === "sandbox" ? "play money" : "at most", quote.warnings.join(" · "));
  } catch (fault) {
    if (fault.name === "AbortError") return;
    priced("–", "");
    if (!form.mark(fault.param, fault.message)) $("price-note").textContent = fault.message;
  }
});

function priced(text, note, title = "") {
  $("price").textContent = text;
  $("price-note").textContent = note;
  $("price-note").title = title;
}

// --- make --------------------------------------------------------------------------------------------------------

async function generate() {
  const lacking = form.missing();
  if (lacking) return form.mark(lacking.name, lacking.message), form.focus(lacking.name);
  stage.start();
  stage.bring();
  $("generate").disabled = true;
  try {
    const task = await api.create({ model: model().id, ...request() }, crypto.randomUUID?.() ?? String(Math.random()));
    await watch(task);
  } catch (fault) {
    failed(fault);
  } finally {
    $("generate").disabled = false;
  }
}

/** Follow a task to its end, unless another is looked at meanwhile. */
async function watch(task) {
  running?.line.abort();
  const mine = (running = { id: task.id, line: new AbortController() });
  stage.start(new Date(task.created_at).getTime());
  await api.follow(task.id, (kind, data) => (kind === "done" ? stage.show(data) : stage.heard(kind, data)), mine.line.signal);
  await recent.refresh(open);
}

function open(task) {
  running?.line.abort();
  stage.bring();
  if (["succeeded", "failed", "canceled"].includes(task.state)) stage.show(task);
  else watch(task).catch(failed);
}

function failed(fault) {
  if (fault.name === "AbortError") return;
  stage.fail(fault);
  if (fault.status === 401) keyPanel(true, fault.message);
  form.mark(fault.param, fault.message);
}

// --- the page ----------------------------------------------------------------------------------------------------

$("key-open").addEventListener("click", () => keyPanel($("key-panel").hidden));
$("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  api.useKey($("key").value, $("key-keep").checked);
  enter();
});
$("model").addEventListener("change", () => choose().catch(failed));
$("ask").addEventListener("submit", (event) => (event.preventDefault(), generate()));
$("ask").addEventListener("keydown", (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && generate());
$("cancel").addEventListener("click", () => running && api.cancel(running.id).catch(failed));
$("ideas").append(...IDEAS.map((idea) => el("button", { type: "button", class: "chip", onclick: () => (form.write({ prompt: idea }), model() && changed(), form.focus("prompt")) }, idea)));
$("key-keep").checked = api.isKept();
curl.tabs();
if (api.hasKey()) enter();
else keyPanel(true);
