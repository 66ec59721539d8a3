// One field of a form from one property of a JSON Schema: what kind of control it is, and how its value is read.

import { el } from "./dom.js";
import { picture } from "./drop.js";

// What everybody knows is told on hovering, and to screen readers.
const KNOWN = ["prompt", "width", "height", "n", "num_outputs"];

/** The property without its `null` branch: `{type, minimum, …, optional}`. */
export function plain(property) {
  const branches = property.anyOf ?? [];
  const kinds = branches.filter((branch) => branch.type !== "null");
  const list = kinds.find((branch) => branch.type === "array");
  return { ...property, ...(list ?? kinds[0] ?? {}), optional: kinds.length < branches.length };
}

/** A control for the property: `{node, read(), media, name}`; `read()` gives undefined for what was left out. */
export function control(name, property, required, changed) {
  const p = plain(property);
  const id = `f-${name}`;
  const made = kind(name, p)(id, p, changed);
  const about = p.description && el("p", { class: KNOWN.includes(name) ? "unseen" : "hint", id: `${id}-hint` }, p.description);
  if (about) made.input.setAttribute("aria-describedby", about.id);
  if (required) made.input.setAttribute("aria-required", "true");
  const label = el("label", { for: id }, p.title ?? name, required ? el("span", { class: "must", title: "required" }, " *") : null);
  const node = el("div", { class: `field ${made.shape}`, "data-name": name, title: KNOWN.includes(name) ? p.description : null }, label, made.node, about);
  return { name, node, read: made.read, write: made.write, media: Boolean(p["x-media"]), standard: p.default ?? undefined, required };
}

function kind(name, p) {
  if (p["x-media"]) return picture;
  if (p.enum) return choice;
  if (p.type === "boolean") return toggle;
  if (p.type === "integer" || p.type === "number") return number;
  return name === "prompt" ? prose : text;
}

function prose(id, p, changed) {
  const input = el("textarea", { id, rows: 5, maxlength: p.maxLength, placeholder: "A lighthouse in a storm, oil on canvas", oninput: changed });
  return { input, node: input, shape: "prose", read: () => input.value, write: (value) => (input.value = value) };
}

function text(id, p, changed) {
  const input = el("input", { id, type: "text", maxlength: p.maxLength, value: p.default, placeholder: "left out", oninput: changed });
  return { input, node: input, shape: "text", read: () => input.value || undefined, write: (value) => (input.value = value) };
}

function choice(id, p, changed) {
  const options = p.enum.map((word) => el("option", { value: word, selected: word === p.default }, word));
  if (p.optional && p.default === null) options.unshift(el("option", { value: "" }, "the model's choice"));
  const input = el("select", { id, onchange: changed }, ...options);
  return { input, node: input, shape: "choice", read: () => input.value || undefined, write: (value) => (input.value = value) };
}

function toggle(id, p, changed) {
  const input = el("input", { id, type: "checkbox", role: "switch", checked: p.default === true, onchange: changed });
  return { input, node: input, shape: "toggle", read: () => input.checked, write: (value) => (input.checked = value) };
}

/** A number; between two bounds a slider beside it. */
function number(id, p, changed) {
  const step = p["x-step"] ?? p.multipleOf ?? (p.type === "integer" ? 1 : "any");
  const given = { min: p.minimum, max: p.maximum };
  const input = el("input", { ...given, id, type: "number", step, value: p.default, placeholder: "auto", inputmode: "numeric" });
  input.addEventListener("input", changed);
  const read = () => (input.value === "" ? undefined : Number(input.value));
  const bounded = p.minimum !== undefined && p.maximum !== undefined;
  if (!bounded) return { input, node: input, shape: "number", read, write: (value) => (input.value = value) };
  const fine = step === "any" ? (p.maximum - p.minimum) / 100 : step;
  const slider = el("input", { ...given, type: "range", step: fine, tabindex: -1, "aria-hidden": "true", value: p.default ?? (p.minimum + p.maximum) / 2 });
  slider.addEventListener("input", () => ((input.value = slider.value), changed()));
  input.addEventListener("input", () => input.value && (slider.value = input.value));
  const write = (value) => (input.value = slider.value = value);
  return { input, node: el("div", { class: "row" }, slider, input), shape: "range", read, write };
}
