// The request as a command line, in each dialect that the gateway speaks.

import { $, copy, el } from "./dom.js";

const PICTURE = /^data:([^;,]+)[^,]*,/;
const short = (value) =>
  Array.isArray(value) ? value.map(short) : typeof value === "string" && PICTURE.test(value) ? value.match(PICTURE)[0] + "…" : value;

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
const body = (value) => quoted(JSON.stringify(value, (_, v) => short(v), 2));
const post = (path, value, more = "") =>
  `curl ${location.origin}${path} \\\n  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json"${more} \\\n  -d ${body(value)}`;
const poll = (path) => `\n\n# then, with the id of the answer\ncurl "${location.origin}${path}" -H "Authorization: Bearer $KEY"`;

function ours(model, params) {
  return post("/v1/tasks", { model: model.id, ...params }) + poll("/v1/tasks/$ID");
}

function bfl(model, { n, ...params }) {
  return post(`/flux/v1/${model.id}`, params) + poll("/flux/v1/get_result?id=$ID");
}

function openai(model, { width, height, ...params }, media) {
  const pictures = media.filter((name) => params[name] && name !== "mask").flatMap((name) => params[name]);
  const rest = Object.fromEntries(Object.entries(params).filter(([name]) => !media.includes(name)));
  const size = width && height ? { size: `${width}x${height}` } : {};
  const mask = params.mask ? { mask: { image_url: params.mask } } : {};
  const images = pictures.length ? { images: pictures.map((url) => ({ image_url: url })), ...mask } : {};
  return post(`/v1/images/${pictures.length ? "edits" : "generations"}`, { model: model.id, ...rest, ...size, ...images });
}

function replicate(model, { n, ...params }) {
  const version = model.aliases.find((name) => name.includes("/")) ?? model.id;
  const input = n ? { ...params, num_outputs: n } : params;
  return post("/replicate/v1/predictions", { version, input }, ' -H "Prefer: wait"');
}

const DIALECTS = { "Philae": ours, "BFL": bfl, "OpenAI Images": openai, "Replicate": replicate };
let chosen = 0;
let request = null;

/** Show the request for this model with these parameters; `media` names its pictures. */
export function show(model, params, media) {
  request = { model, params, media };
  $("code").textContent = text();
}

function text() {
  if (!request) return "";
  return Object.values(DIALECTS)[chosen](request.model, request.params, request.media);
}

/** Make the tabs, moved through by arrow keys. */
export function tabs() {
  const made = Object.keys(DIALECTS).map((name, place) =>
    el("button", { type: "button", role: "tab", id: `tab-${place}`, "aria-controls": "code", onclick: () => pick(place) }, name));
  function pick(place) {
    chosen = (place + made.length) % made.length;
    made.forEach((tab, at) => (tab.setAttribute("aria-selected", at === chosen), (tab.tabIndex = at === chosen ? 0 : -1)));
    $("code").setAttribute("aria-labelledby", `tab-${chosen}`);
    $("code").textContent = text();
  }
  $("tabs").append(...made);
  $("tabs").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) (pick(chosen + step), made[chosen].focus());
  });
  $("copy-code").addEventListener("click", () => copy(text(), $("copy-code")));
  pick(0);
}
