// The account's latest tasks as small pictures.

import * as api from "./api.js";
import { $, el } from "./dom.js";

const SHOWN = 24;
const SIGN = { failed: "!", canceled: "–", queued: "…", running: "…", awaiting_input: "?" };

/** Read them again; `open(task)` is called for the one that is chosen. */
export async function refresh(open) {
  const tasks = await api.recent(SHOWN);
  $("recent").hidden = tasks.length === 0;
  $("strip").replaceChildren(...tasks.map((task) => el("li", {}, tile(task, open))));
}

function tile(task, open) {
  const first = task.outputs[0];
  const label = `${task.params.prompt || task.operation}, ${task.model}, ${task.state}`;
  const inside = first ? el("img", { src: api.near(first.url), alt: "", loading: "lazy" }) : el("span", { "aria-hidden": "true" }, SIGN[task.state] ?? "");
  return el("button", { type: "button", class: `tile ${task.state}`, title: label, "aria-label": label, onclick: () => open(task) }, inside);
}
