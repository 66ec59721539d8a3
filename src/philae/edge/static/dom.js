// Elements from a tag, attributes and children; what is set as text stays text.

export const $ = (id) => document.getElementById(id);

/** An element; `on…` attributes are listeners, true sets a bare attribute, null and false leave it out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Call `deed` once, `ms` after the last call. */
export function settled(ms, deed) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => deed(...given), ms);
  };
}

/** Copy, and say so on the button for a moment. */
export async function copy(text, button) {
  const label = button.dataset.label ?? (button.dataset.label = button.textContent);
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed here";
  }
  setTimeout(() => (button.textContent = label), 1500);
}

/** Dollars without needless zeros, from a decimal string. */
export function dollars(text) {
  const [whole, cents = ""] = String(text).split(".");
  return `$${whole}.${cents.replace(/0+$/, "").padEnd(2, "0")}`;
}

/** Bytes for people. */
export function size(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
