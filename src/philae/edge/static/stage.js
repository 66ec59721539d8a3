// What became of a request: nothing yet, its progress, the pictures with their facts, or what went wrong.

import { near } from "./api.js";
import { $, copy, dollars, el, size } from "./dom.js";

const TWIN = "the offline twin (a renderer, not a model)";
let clock;

/** Who served it, in plain words. */
export const server = (name) => (name?.startsWith("studio") ? TWIN : (name ?? "nobody yet"));

function turn(state) {
  clearInterval(clock);
  for (const part of ["empty", "running", "fault", "done"]) $(part).hidden = part !== state;
  $("stage").dataset.state = state;
}

export const empty = () => turn("empty");

/** Bring it into view; on a narrow page to the top, so that there is room for what comes. */
export function bring() {
  const block = matchMedia("(max-width: 58rem)").matches ? "start" : "nearest";
  $("stage").scrollIntoView({ block, behavior: "smooth" });
}

/** The request is on its way. */
export function start(since = Date.now()) {
  turn("running");
  $("early").replaceChildren();
  $("bar").removeAttribute("value");
  $("phase").textContent = "Sending…";
  const tick = () => ($("elapsed").textContent = `${Math.max(0, (Date.now() - since) / 1000).toFixed(0)} s`);
  tick();
  clock = setInterval(tick, 500);
}

/** What an event says. */
export function heard(kind, data) {
  if (kind === "state") $("phase").textContent = { queued: "Waiting for its turn…", running: "At work…" }[data.state] ?? data.state;
  if (kind === "progress") {
    $("bar").value = data.progress;
    $("phase").textContent = `At work… ${Math.round(data.progress * 100)} %`;
  }
  if (kind === "preview") early(data);
}

/** A picture as far as it can be seen yet: small, and in the place of an earlier one. */
function early({ part, mime, b64 }) {
  const source = `data:${mime};base64,${b64}`;
  const shown = $("early").querySelector(`[data-part="${part}"]`);
  if (shown) shown.src = source;
  else $("early").append(el("img", { src: source, alt: "The picture while it is drawn", "data-part": part }));
}

/** A task that is over. */
export function show(task) {
  if (task.state !== "succeeded") return fail(ended(task), task);
  turn("done");
  const pictures = task.outputs.map((output) => figure(output, task));
  $("done").replaceChildren(el("div", { class: pictures.length > 1 ? "many" : "one" }, ...pictures), ...words(task), receipt(task));
}

function ended(task) {
  return task.state === "canceled" ? { message: "Canceled.", code: "canceled" } : (task.error ?? { message: "It failed." });
}

/** What went wrong, and what helps. */
export function fail(problem, task) {
  turn("fault");
  const canceled = problem.code === "canceled";
  const helps = advice(problem);
  $("fault").replaceChildren(
    ...[
      el("h2", {}, canceled ? "Canceled" : "That did not work"),
      canceled ? null : el("p", {}, sentence(problem.message)),
      helps ? el("p", { class: "hint" }, ...helps) : null,
      task ? el("p", { class: "hint" }, `Charged: ${dollars(task.receipt.captured)}. Task ${task.id}`) : null,
      problem.request ? el("p", { class: "hint" }, `Request ${problem.request}`) : null,
    ].filter(Boolean),
  );
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1).replace(/([^.!?])$/, "$1.");

function advice(problem) {
  if (problem.status === 401) return ["The owner's key: ", el("code", {}, "philae key owner"), " shows it; it lies in ", el("code", {}, "data/owner.key"), "."];
  if (problem.code === "no_channel") return ["No account at a vendor serves this model here. Set the vendor's key, for example ", el("code", {}, "BFL_API_KEY"), ", and start again."];
  if (problem.code === "insufficient_funds") return ["The account's balance or the key's budget does not cover the price."];
  if (problem.retryable) return ["Trying again may help."];
  return null;
}

function figure(output, task) {
  const source = near(output.url);
  const format = output.kind === "mesh" && output.mime === "model/gltf-binary" ? "glb" : output.mime.split("/")[1];
  const name = `${task.model.replaceAll("/", "-")}-${task.id.slice(-6)}.${format}`;
  const seed = output.seed ?? task.params.seed;
  const facts = [output.width ? `${output.width} × ${output.height}` : null, output.duration ? `${output.duration} s` : null, format.toUpperCase(), size(output.bytes), seed === undefined || seed === null ? null : `seed ${seed}`];
  const link = el("button", { type: "button", class: "quiet" }, "Copy link");
  link.addEventListener("click", () => copy(output.url, link));
  return el("figure", {},
    seen(output, source, task.params.prompt || "The result"),
    el("figcaption", {}, el("span", {}, facts.filter(Boolean).join(" · ")),
      el("span", { class: "deeds" }, el("a", { href: source, download: name, class: "button quiet" }, "Download"), link)),
    ...output.differs.map((text) => el("p", { class: "note" }, `Differs: ${text}`)));
}

/** A film plays, a picture is shown; of what a browser has no place for the file is offered. */
function seen(output, source, alt) {
  const { width, height, kind } = output;
  if (kind === "video") return el("video", { src: source, controls: true, autoplay: true, loop: true, muted: true, playsinline: true, "aria-label": alt, width, height });
  if (kind === "audio") return el("audio", { src: source, controls: true, "aria-label": alt });
  if (kind !== "image") return el("p", { class: "hint" }, "A browser cannot show this file by itself: download it.");
  return el("a", { href: source, target: "_blank", rel: "noopener", title: "Open in full" }, el("img", { src: source, alt, width, height }));
}

function words(task) {
  return task.warnings.map((text) => el("p", { class: "note" }, sentence(text)));
}

function receipt(task) {
  const { receipt: paid } = task;
  const play = paid.book === "sandbox";
  const seconds = task.started_at && task.finished_at ? (new Date(task.finished_at) - new Date(task.started_at)) / 1000 : null;
  const rows = [
    ["Drawn by", server(paid.served_by), play ? "twin" : ""],
    ["Asked of", task.model],
    ["Charged", `${dollars(paid.captured)}${play ? " of play money (sandbox book): nobody pays for it" : ""}`],
    ["Held before", dollars(paid.held)],
    ["Time", seconds === null ? "–" : `${seconds.toFixed(1)} s`],
    ["Task", task.id],
  ];
  return el("dl", { class: "receipt" }, ...rows.flatMap(([name, text, mark]) => [el("dt", {}, name), el("dd", mark ? { class: mark } : {}, text)]));
}
