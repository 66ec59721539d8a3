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
  const inside = first ? small(first) : el("span", { "aria-hidden": "true" }, SIGN[task.state] ?? "");
  return el("button", { type: "button", class: `tile ${task.state}`, title: label, "aria-label": label, onclick: () => open(task) }, inside);
}

/** A picture, a film's first frame, or the sign of what cannot be seen. */
function small({ kind, url }) {
  if (kind === "image") return el("img", { src: api.near(url), alt: "", loading: "lazy" });
  if (kind === "video") return el("video", { src: `${api.near(url)}#t=0.1`, muted: true, preload: "metadata", tabindex: "-1", "aria-hidden": "true" });
  return el("span", { "aria-hidden": "true" }, { mesh: "◆", audio: "♪" }[kind] ?? "□");
}
