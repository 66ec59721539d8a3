// The API's description for people, out of openapi.json.

import { $, el } from "./dom.js";

const VERBS = ["get", "post", "put", "patch", "delete"];

const part = (document, node) =>
  node?.$ref ? node.$ref.split("/").slice(1).reduce((at, name) => at[name.replaceAll("~1", "/").replaceAll("~0", "~")], document) : node;

function kind(schema) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.enum) return schema.enum.map((word) => JSON.stringify(word)).join(" | ");
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return branches.map(kind).join(" | ");
  if (schema.type === "array") return `list of ${kind(schema.items ?? {})}`;
  const bounds = schema.minimum === undefined ? "" : ` from ${schema.minimum}${schema.maximum === undefined ? "" : ` to ${schema.maximum}`}`;
  return `${schema.format ?? schema.type ?? "anything"}${bounds}`;
}

function rows(entries) {
  return el("dl", { class: "receipt" }, ...entries.flatMap(([name, text]) => [el("dt", {}, el("code", {}, name)), el("dd", {}, text)]));
}

function fields(document, schema) {
  const found = part(document, schema);
  if (found.oneOf) return el("p", { class: "hint" }, `One of: ${found.oneOf.map(kind).join(", ")}`);
  const must = found.required ?? [];
  return rows(Object.entries(found.properties ?? {}).map(([name, p]) => [must.includes(name) ? `${name} *` : name, `${kind(p)}${p.description ? ` — ${p.description}` : ""}`]));
}

function operation(document, path, verb, deed) {
  const given = (deed.parameters ?? []).map((p) => part(document, p));
  const body = Object.values(deed.requestBody?.content ?? {})[0]?.schema;
  const answers = Object.entries(deed.responses).map(([status, answer]) => [status, part(document, answer).description]);
  return el("details", {},
    el("summary", {}, el("span", { class: "verb" }, verb.toUpperCase()), el("code", {}, path), el("span", { class: "hint" }, deed.summary ?? "")),
    given.length ? rows(given.map((p) => [p.name, `${p.in}, ${kind(p.schema)}${p.description ? ` — ${p.description}` : ""}`])) : null,
    body ? fields(document, body) : null,
    rows(answers));
}

async function show() {
  const document = await (await fetch("/openapi.json")).json();
  const all = Object.entries(document.paths).flatMap(([path, item]) => VERBS.filter((verb) => item[verb]).map((verb) => [path, verb, item[verb]]));
  const section = (tag) => {
    const mine = all.filter(([, , deed]) => deed.tags.includes(tag.name));
    return el("section", { class: "panel" }, el("h2", {}, tag.name), el("p", { class: "hint" }, tag.description ?? ""), ...mine.map((each) => operation(document, ...each)));
  };
  $("list").replaceChildren(...document.tags.map(section));
}

show().catch((fault) => $("list").replaceChildren(el("p", { class: "fault", role: "alert" }, fault.message)));
