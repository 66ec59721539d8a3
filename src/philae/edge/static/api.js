// The gateway's own API: requests with the key, refusals as errors, and a task's events as they come.

const KEPT = "philae.key";
let key = localStorage.getItem(KEPT) ?? "";

export const hasKey = () => key !== "";
export const isKept = () => localStorage.getItem(KEPT) !== null;

/** Use this key from now on; it is written down only where the person asked for it. */
export function useKey(text, keep) {
  key = text.trim();
  if (keep && key) localStorage.setItem(KEPT, key);
  else localStorage.removeItem(KEPT);
}

/** What the gateway refused, in its words. `status` is 0 where it could not be reached. */
export class Refused extends Error {
  constructor(status, problem = {}) {
    super(problem.message ?? `the gateway answered ${status}`);
    this.status = status;
    this.param = problem.param;
    this.code = problem.code;
    this.request = problem.request_id;
    this.retryable = Boolean(problem.retryable);
  }
}

async function send(method, path, body, more = {}) {
  const headers = key ? { authorization: `Bearer ${key}` } : {};
  if (body !== undefined) headers["content-type"] = "application/json";
  let response;
  try {
    response = await fetch(path, { method, headers: { ...headers, ...more.headers }, body: body && JSON.stringify(body), signal: more.signal });
  } catch (fault) {
    if (fault.name === "AbortError") throw fault;
    throw new Refused(0, { message: "the gateway cannot be reached: is it still running?", retryable: true });
  }
  if (response.ok) return response;
  const answer = await response.json().catch(() => ({}));
  throw new Refused(response.status, answer.error);
}

const json = async (...given) => (await send(...given)).json();
const at = (name) => name.split("/").map(encodeURIComponent).join("/");

const SHOWN = /^(image|video|mesh)\./;
const pictures = (model) => SHOWN.test(model.operation);
export const models = async () => (await json("GET", "/v1/models")).data.filter(pictures);
export const schema = (model) => json("GET", `/v1/models/${at(model)}/schema`);
export const quote = (body, signal) => json("POST", "/v1/quote", body, { signal });
export const create = (body, once) => json("POST", "/v1/tasks", body, { headers: { "idempotency-key": once } });
export const task = (id) => json("GET", `/v1/tasks/${id}`);
export const cancel = (id) => json("POST", `/v1/tasks/${id}/cancel`);
export const recent = async (limit) => (await json("GET", `/v1/tasks?limit=${limit}`)).data;

/** Follow a task until it is over: `heard(kind, data)` for each event; a lost line is taken up again where it broke. */
export async function follow(id, heard, signal) {
  let last = "0";
  for (let tries = 0; tries < 8; ) {
    try {
      const response = await send("GET", `/v1/tasks/${id}/events`, undefined, { headers: { "last-event-id": last }, signal });
      for await (const event of events(response.body)) {
        tries = 0;
        last = event.id ?? last;
        heard(event.kind, event.data);
        if (event.kind === "done") return;
      }
    } catch (fault) {
      if (fault.name === "AbortError" || (fault.status ?? 0) !== 0) throw fault;
    }
    tries += 1;
    await new Promise((wake) => setTimeout(wake, 400 * tries));
  }
  throw new Refused(0, { message: "the line to the gateway broke; the task goes on, see the recent ones" });
}

/** Server-sent events out of a response's body. */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split("\n").map((line) => line.split(/: ?(.*)/s, 2)));
      if (fields.data) yield { id: fields.id, kind: fields.event, data: JSON.parse(fields.data) };
    }
  }
}

/** A file's link below this page's own origin, whatever name the gateway goes by outside. */
export function near(url) {
  const there = new URL(url, location.href);
  return there.pathname + there.search;
}
