// The form for a model: its fields from the schema, ordered and grouped, and the request that they make.

import { $, el } from "./dom.js";
import { control } from "./fields.js";

const FRONT = ["prompt", "width", "height", "aspect_ratio", "size", "resolution", "n", "num_outputs"];
const SIZES = { Square: [1024, 1024], Wide: [1536, 864], Tall: [864, 1536], Large: [2048, 2048] };
let controls = [];

/** Build the form; what was already written is kept where the new model has a field of that name. */
export function build(model, schema, changed) {
  const before = new Map(controls.filter((c) => !c.media).map((c) => [c.name, c.read()]));
  const properties = { ...schema.properties };
  const counted = properties.n ?? properties.num_outputs;
  if (!counted && model.max_n > 1) properties.n = { type: "integer", minimum: 1, maximum: model.max_n, default: 1, title: "Pictures", "x-order": 99 };
  const required = new Set(schema.required ?? []);
  const told = () => (unfold(), changed());
  controls = Object.entries(properties)
    .filter(([, p]) => p.const === undefined)
    .sort(([, a], [, b]) => a["x-order"] - b["x-order"])
    .map(([name, property]) => control(name, property, required.has(name), told));
  for (const c of controls) if (c.name === "prompt" && before.get("prompt")) c.write(before.get("prompt"));
  $("fields").replaceChildren(...layout(changed));
  unfold();
}

function layout(changed) {
  const front = controls.filter((c) => FRONT.includes(c.name) || (c.required && !c.media));
  const media = controls.filter((c) => c.media);
  const rest = controls.filter((c) => !front.includes(c) && !c.media);
  const nodes = [];
  const prompt = front.find((c) => c.name === "prompt");
  if (prompt) nodes.push(prompt.node);
  if (media.length) nodes.push(el("div", { class: "pictures" }, ...media.map((c) => c.node)));
  if (named("width") && named("height")) nodes.push(sizes(changed));
  nodes.push(el("div", { class: "grid" }, ...front.filter((c) => c !== prompt).map((c) => c.node)));
  if (rest.length) nodes.push(el("details", { class: "more" }, el("summary", {}, "More settings"), el("div", { class: "grid" }, ...rest.map((c) => c.node))));
  return nodes;
}

/** Sizes to start from, of those that the model takes. */
function sizes(changed) {
  const most = Number(named("width").node.querySelector("input[type=number]").max) || Infinity;
  const fit = Object.entries(SIZES).filter(([, [w, h]]) => Math.max(w, h) <= most);
  const chip = ([name, [w, h]]) => el("button", { type: "button", class: "chip", title: `${w} × ${h}`, onclick: () => (write({ width: w, height: h }), changed()) }, name);
  return el("div", { class: "chips", role: "group", "aria-label": "Sizes to start from" }, ...fit.map(chip));
}

/** Of pictures that are numbered, show the next only when the one before is given. */
function unfold() {
  const numbered = controls.filter((c) => c.media && !c.required);
  numbered.forEach((c, place) => {
    const next = /_\d+$/.test(c.name);
    c.node.hidden = next && place > 0 && numbered[place - 1].read() === undefined && c.read() === undefined;
  });
}

const named = (name) => controls.find((c) => c.name === name);

/** Put values into the fields of those names. */
export function write(values) {
  for (const [name, value] of Object.entries(values)) named(name)?.write(value);
}

/** The request's parameters: what was given and is not the standard anyway. */
export function values() {
  const said = controls.map((c) => [c.name, c.read(), c]).filter(([, value, c]) => value !== undefined && (c.required || value !== c.standard));
  return Object.fromEntries(said.map(([name, value]) => [name, value]));
}

/** The first field that a browser finds wrong, or that is required and empty: `{name, message}`. */
export function missing() {
  for (const c of controls) {
    const input = c.node.querySelector("input[type=number]");
    if (input && !input.checkValidity()) return { name: c.name, message: input.validationMessage };
    const value = c.read();
    if (c.required && (value === undefined || value === "")) return { name: c.name, message: "This is needed." };
  }
  return null;
}

/** Mark the field at fault with words, or clear all marks. */
export function mark(name, message) {
  for (const c of controls) {
    c.node.querySelector(".fault")?.remove();
    c.node.classList.remove("wrong");
  }
  const found = name && named(name);
  if (!found) return false;
  found.node.classList.add("wrong");
  found.node.closest("details")?.setAttribute("open", "");
  found.node.append(el("p", { class: "fault" }, message));
  return true;
}

export const focus = (name) => named(name)?.node.querySelector("input, textarea, select")?.focus();
