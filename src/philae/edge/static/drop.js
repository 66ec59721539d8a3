// A picture in a form: chosen, dropped or pasted, shown small, sent as base64.

import { el, size } from "./dom.js";

/** The control for a picture, or for several where the property is a list. */
export function picture(id, p, changed) {
  const most = p.type === "array" ? (p.maxItems ?? 10) : 1;
  let files = [];
  const input = el("input", { id, type: "file", accept: "image/*", multiple: most > 1, class: "unseen" });
  const shown = el("div", { class: "thumbs" });
  const call = el("span", { class: "call" }, most > 1 ? `Choose or drop up to ${most}` : "Choose or drop");
  const zone = el("div", { class: "drop" }, shown, call, input);

  async function take(list) {
    const room = most === 1 ? 1 : most - files.length;
    const taken = [...list].filter((file) => file.type.startsWith("image/")).slice(0, room);
    const read = await Promise.all(taken.map(load));
    files = most === 1 ? (read.length ? read : files) : [...files, ...read];
    show();
  }

  function show() {
    shown.replaceChildren(...files.map((file) => thumb(file, () => ((files = files.filter((f) => f !== file)), show()))));
    zone.classList.toggle("filled", files.length > 0);
    call.hidden = files.length >= most;
    input.value = "";
    changed();
  }

  input.addEventListener("change", () => take(input.files));
  zone.addEventListener("dragover", (event) => (event.preventDefault(), zone.classList.add("over")));
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    take(event.dataTransfer.files);
  });
  zone.addEventListener("click", (event) => event.target.closest("button, input") || input.click());
  zone.addEventListener("paste", (event) => take(event.clipboardData.files));

  const read = () => (files.length === 0 ? undefined : most === 1 ? files[0].url : files.map((file) => file.url));
  return { input, node: zone, shape: "picture", read, write: () => {} };
}

function thumb(file, remove) {
  const drop = el("button", { type: "button", "aria-label": `Remove ${file.name}`, onclick: remove }, "×");
  return el("figure", {}, el("img", { src: file.url, alt: file.name, title: `${file.name}, ${size(file.bytes)}` }), drop);
}

function load(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name: file.name, bytes: file.size, url: reader.result });
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
