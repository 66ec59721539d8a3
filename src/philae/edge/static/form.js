// A form from a model's JSON Schema: enum → list, bounded number → slider, boolean → tick, picture → file.

const LONG = new Set(["prompt"]);
const FIRST = ["prompt", "width", "height", "aspect_ratio", "resolution", "size", "seed", "output_format"];

export function build(place, schema, changed) {
  place.replaceChildren();
  const names = Object.keys(schema.properties).filter((name) => !name.startsWith("webhook"));
  const rank = (name) => (FIRST.indexOf(name) + 1 || 50) + (isPicture(schema.properties[name]) ? 10 : 0);
  names.sort((a, b) => rank(a) - rank(b));
  const more = Object.assign(document.createElement("details"), { className: "field" });
  more.append(Object.assign(document.createElement("summary"), { textContent: "More" }));
  const required = schema.required ?? [];
  const pictures = names.filter((name) => isPicture(schema.properties[name]));
  for (const name of names) {
    const near = FIRST.includes(name) || required.includes(name) || name === pictures[0] || name === "mask";
    (near ? place : more).append(field(name, schema.properties[name], required.includes(name), changed));
  }
  if (more.childElementCount > 1) place.append(more);
}

export async function values(place) {
  const found = {};
  for (const input of place.querySelectorAll("[data-name]")) {
    const value = await read(input);
    if (value !== undefined) found[input.dataset.name] = value;
  }
  return found;
}

async function read(input) {
  if (input.type === "file") return input.files[0] ? base64(input.files[0]) : undefined;
  if (input.type === "checkbox") return input.checked;
  if (input.value === "") return input.dataset.name === "prompt" ? "" : undefined;
  return input.type === "number" ? Number(input.value) : input.value;
}

function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1]);
    reader.onerror = () => failed(new Error(`${file.name} cannot be read`));
    reader.readAsDataURL(file);
  });
}

const isPicture = (schema) => kind(schema).contentMediaType !== undefined || "x-role" in schema || schema.accept !== undefined;

function kind(schema) {
  const options = (schema.anyOf ?? [schema]).filter((option) => option.type !== "null");
  return { ...schema, ...(options[0] ?? {}) };
}

function field(name, schema, required, changed) {
  const box = document.createElement("div");
  box.className = "field";
  const label = document.createElement("label");
  label.htmlFor = `f-${name}`;
  label.textContent = name.replaceAll("_", " ") + (required ? " *" : "");
  const control = input(name, kind(schema), schema);
  control.id = `f-${name}`;
  control.dataset.name = name;
  control.addEventListener("input", changed);
  const hint = document.createElement("p");
  hint.className = "hint";
  hint.textContent = schema.description ?? "";
  box.append(label, wrapped(control, kind(schema)), hint);
  return box;
}

function input(name, type, schema) {
  if (type.enum) return list(type.enum, schema.default);
  if (type.type === "boolean") return made("checkbox", { checked: schema.default === true });
  if (isPicture(schema)) return made("file", { accept: "image/*" });
  if (type.type === "integer" || type.type === "number") {
    const step = schema["x-step"] ?? type.multipleOf ?? (type.type === "integer" ? 1 : "any");
    return made("number", { min: type.minimum ?? "", max: type.maximum ?? "", step, value: schema.default ?? "" });
  }
  if (LONG.has(name)) return Object.assign(document.createElement("textarea"), { placeholder: "a red fox in the snow at sunset" });
  return made("text", { value: schema.default ?? "" });
}

const made = (type, more) => Object.assign(document.createElement("input"), { type, ...more });

function list(options, chosen) {
  const select = document.createElement("select");
  for (const option of options) select.append(new Option(option, option, false, option === chosen));
  return select;
}

// A slider beside a number that has both bounds.
function wrapped(control, type) {
  if (control.type !== "number" || type.minimum === undefined || type.maximum === undefined || type.maximum > 10000) return control;
  const pair = document.createElement("div");
  pair.className = "pair";
  const slider = made("range", { min: type.minimum, max: type.maximum, step: control.step, value: control.value || type.minimum });
  slider.setAttribute("aria-label", `${control.dataset.name ?? ""} slider`);
  slider.addEventListener("input", () => { control.value = slider.value; control.dispatchEvent(new Event("input")); });
  control.addEventListener("input", () => { slider.value = control.value; });
  pair.append(slider, control);
  return pair;
}
