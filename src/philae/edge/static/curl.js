// The same request as a line to paste, in each dialect.

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function line(path, body) {
  return `curl -X POST ${location.origin}${path} \\\n  -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \\\n  -d ${quoted(JSON.stringify(body))}`;
}

// Pictures are shortened: nobody pastes a megabyte.
const short = (values) => Object.fromEntries(Object.entries(values).map(([k, v]) => [k, typeof v === "string" && v.length > 500 ? "…base64…" : v]));

export const DIALECTS = {
  "BFL": (model, values) => line(`/flux/v1/${model.id}`, short(values)),
  "OpenAI": (model, values) => {
    const { prompt = "", width, height, ...rest } = short(values);
    return line("/v1/images/generations", { model: model.id, prompt, ...(width && height ? { size: `${width}x${height}` } : {}), ...rest });
  },
  "Replicate": (model, values) => line(`/replicate/v1/models/${model.aliases.find((a) => a.includes("/")) ?? `philae/${model.id}`}/predictions`, { input: short(values) }),
  "Philae": (model, values) => line("/v1/tasks", { model: model.id, ...short(values) }),
};
