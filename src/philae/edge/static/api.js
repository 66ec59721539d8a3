// Talks to the gateway; every refusal becomes an Error with the gateway's own words.

let key = localStorage.getItem("philae-key") ?? "";

export const currentKey = () => key;

export function useKey(text, keep) {
  key = text.trim();
  if (keep) localStorage.setItem("philae-key", key);
  else localStorage.removeItem("philae-key");
}

export async function call(method, path, body) {
  const headers = { Authorization: `Bearer ${key}` };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Error("The gateway does not answer. Is it still running?");
  }
  const text = await answer.text();
  const document = text ? JSON.parse(text) : {};
  if (!answer.ok) throw refusal(answer.status, document);
  return document;
}

function refusal(status, document) {
  const said = document.error?.message ?? document.detail ?? `the gateway answered ${status}`;
  const field = document.error?.param ? ` (${document.error.param})` : "";
  const error = new Error(status === 401 ? "This key is not known here. The owner's key is in data/owner.key." : said + field);
  error.status = status;
  return error;
}

// Server-sent events by fetch, since EventSource cannot send a key. `heard(kind, data)` until the task is done.
export async function follow(task, heard, signal) {
  const headers = { Authorization: `Bearer ${key}` };
  const answer = await fetch(`/v1/tasks/${task}/events`, { headers, signal });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const messages = (rest + value).split("\n\n");
    rest = messages.pop();
    for (const message of messages) {
      const kind = /^event: (.*)$/m.exec(message)?.[1];
      const data = /^data: (.*)$/m.exec(message)?.[1];
      if (kind) heard(kind, JSON.parse(data ?? "{}"));
    }
  }
}
