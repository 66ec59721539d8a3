"""Vendors and servers that speak OpenAI's chat completions: a row each, no code.

Left out because their chat completions have ended: Perplexity (Sonar, 2026-09-27; its Agent API speaks the Responses
format) and GitHub Models (2026-07-30).
"""

from typing import Literal

from msgspec import Struct

from philae.core.chat import Effort
from philae.core.effort import EFFORTS
from philae.vendors.openai.chat.quirks import STRANGE, Quirks

Service = Literal["chat", "complete", "embed", "rerank"]
AS_OF = "2026-11"


class Compatible(Struct, frozen=True):
    """A vendor that speaks OpenAI's format, as its documentation has it.

    `base_url` is as documented. Where it ends in `/v1` the quirks' prefix is that, so that channels may be given it with
    or without; else the prefix is empty. `secret` is the usual variable of its key, "" for a server of one's own, which
    is reached by its base URL alone. `source` is where this was read; a name in brackets after it, a copy or a report.
    """

    name: str
    base_url: str
    secret: str
    source: str
    quirks: Quirks = Quirks()
    serves: tuple[Service, ...] = ("chat",)
    as_of: str = AS_OF

    @property
    def local(self) -> bool:
        """Whether it is a server of one's own."""
        return not self.secret


# What the open servers sample by, which OpenAI does not know.
_OPEN = STRANGE - {"top_k"}
_PENALTIES = frozenset({"presence_penalty", "frequency_penalty"})
_LOGPROBS = frozenset({"logprobs", "top_logprobs"})
_REASONS: tuple[Effort, ...] = ("low", "medium", "high")
_NO_PREFIX = ""

# fmt: off
COMPATIBLE: tuple[Compatible, ...] = (
    # vendors of their own models
    Compatible(
        "deepseek", "https://api.deepseek.com", "DEEPSEEK_API_KEY",
        "api-docs.deepseek.com/api/create-chat-completion [docs.rs/deepseek-sdk; developersdigest.tech/reference]",
        Quirks(prefix=_NO_PREFIX, thoughts="reasoning_content", schema=False, efforts=(*_REASONS, "xhigh", "max"),
               lacks=STRANGE | _PENALTIES | {"n", "seed", "logit_bias", "parallel_tool_calls", "user"}),
    ),
    Compatible(
        "mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY",
        "docs.mistral.ai/resources/migration-guides; its API's schema [schemas.apis.io; github.com/vercel/ai]",
        Quirks(usage=False, efforts=("none", "high"), renamed={"seed": "random_seed"},
               lacks=_LOGPROBS | {"verbosity", "metadata", "service_tier", "top_k", "logit_bias", "user"}),
        ("chat", "embed"),
    ),
    Compatible(
        "xai", "https://api.x.ai/v1", "XAI_API_KEY",
        "docs.x.ai/developers/model-capabilities/text/best-practices [developersdigest.tech/reference; glama.ai]",
        Quirks(cap="max_completion_tokens", efforts=("none", *_REASONS), lacks=STRANGE | _PENALTIES),
    ),
    Compatible(
        "moonshot", "https://api.moonshot.ai/v1", "MOONSHOT_API_KEY",
        "platform.kimi.ai/docs/api/overview [developersdigest.tech/reference; java.agentscope.io]",
        Quirks(cap="max_completion_tokens", thoughts="reasoning_content", efforts=("low", "high", "max")),
    ),
    Compatible(
        "dashscope", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY",
        "alibabacloud.com/help/en/model-studio/compatibility-of-openai-with-dashscope",
    ),
    Compatible(
        "zai", "https://api.z.ai/api/paas/v4", "ZAI_API_KEY",
        "docs.z.ai/guides/develop/openai/python; docs.z.ai/guides/capabilities/struct-output [github.com/juspay]",
        Quirks(prefix=_NO_PREFIX, schema=False),
    ),
    Compatible(
        "minimax", "https://api.minimax.io/v1", "MINIMAX_API_KEY",
        "platform.minimax.io/docs/api-reference/text-openai-api [java.agentscope.io]",
        Quirks(cap="max_completion_tokens", schema=False, json=False, choices=frozenset({"auto"}),
               lacks=STRANGE | _PENALTIES | {"n", "seed", "reasoning_effort", "parallel_tool_calls"}),
    ),
    Compatible(
        "cohere", "https://api.cohere.ai/compatibility/v1", "COHERE_API_KEY",
        "docs.cohere.com/docs/compatibility-api [docs.getbifrost.ai]",
        Quirks(lacks=STRANGE | _LOGPROBS | {"logit_bias", "parallel_tool_calls", "user"}),
        ("chat", "embed"),
    ),
    Compatible(
        "ai21", "https://api.ai21.com/studio/v1", "AI21_API_KEY",
        "docs.ai21.com/reference/jamba-1-6-api-ref [github.com/juspay; promptfoo.dev]",
        Quirks(schema=False),
    ),
    # vendors of open models
    Compatible(
        "groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY",
        "console.groq.com/docs/openai; console.groq.com/docs/api-reference",
        Quirks(cap="max_completion_tokens", usage=False, lacks=STRANGE | _LOGPROBS | {"logit_bias", "name", "n"}),
    ),
    Compatible(
        "together", "https://api.together.ai/v1", "TOGETHER_API_KEY",
        "docs.together.ai/docs/inference/openai-compatibility",
        serves=("chat", "complete", "embed"),
    ),
    Compatible(
        "fireworks", "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY",
        "docs.fireworks.ai/tools-sdks/openai-compatibility; docs.fireworks.ai/tools-sdks/migrate-to-fireworks",
        Quirks(usage=False),
        ("chat", "complete"),
    ),
    Compatible(
        "cerebras", "https://api.cerebras.ai/v1", "CEREBRAS_API_KEY",
        "inference-docs.cerebras.ai/resources/openai [hexdocs.pm/req_llm]",
        Quirks(cap="max_completion_tokens", lacks=STRANGE | _PENALTIES | {"logit_bias", "parallel_tool_calls"}),
    ),
    Compatible(
        "sambanova", "https://api.sambanova.ai/v1", "SAMBANOVA_API_KEY",
        "docs.sambanova.ai/docs/en/features/openai-compatibility; docs.sambanova.ai/cloud/docs/resources/glossary",
        Quirks(lacks=_OPEN | _PENALTIES | {"logit_bias"}),
        ("chat", "complete", "embed"),
    ),
    Compatible(
        "nvidia", "https://integrate.api.nvidia.com/v1", "NVIDIA_API_KEY",
        "build.nvidia.com [docsearch.algolia.com]",
    ),
    Compatible(
        "deepinfra", "https://api.deepinfra.com/v1/openai", "DEEPINFRA_TOKEN",
        "deepinfra.com/docs/openai_api",
        Quirks(prefix=_NO_PREFIX),
        ("chat", "embed"),
    ),
    Compatible(
        "nebius", "https://api.tokenfactory.nebius.com/v1", "NEBIUS_API_KEY",
        "docs.tokenfactory.nebius.com/api-reference/introduction",
    ),
    Compatible(
        "novita", "https://api.novita.ai/openai/v1", "NOVITA_API_KEY",
        "novita.ai/docs/api-reference/model-apis-llm-create-rerank [promptfoo.dev; docs.litellm.ai]",
        Quirks(lacks=_OPEN),
        ("chat", "complete", "embed", "rerank"),
    ),
    Compatible(
        "siliconflow", "https://api.siliconflow.com/v1", "SILICONFLOW_API_KEY",
        "docs.siliconflow.com/en/api-reference/chat-completions/chat-completions [github.com/juspay]",
        Quirks(schema=False),
    ),
    Compatible(
        "hyperbolic", "https://api.hyperbolic.xyz/v1", "HYPERBOLIC_API_KEY",
        "[docs.litellm.ai/docs/providers/hyperbolic; docs.helicone.ai]",
    ),
    Compatible(
        "baseten", "https://inference.baseten.co/v1", "BASETEN_API_KEY",
        "docs.baseten.co/quickstart",
    ),
    Compatible(
        "scaleway", "https://api.scaleway.ai/v1", "SCW_SECRET_KEY",
        "scaleway.com/en/docs/generative-apis/api-cli/using-chat-api",
        Quirks(lacks=STRANGE | {"frequency_penalty", "n", "top_logprobs", "logit_bias", "user"}),
        ("chat", "embed"),
    ),
    Compatible(
        "ovhcloud", "https://oai.endpoints.kepler.ai.cloud.ovh.net/v1", "OVH_AI_ENDPOINTS_ACCESS_TOKEN",
        "ovh.github.io/apache-airflow-provider-ovhcloud-ai/ai-endpoints [docs.docker.com]",
        serves=("chat", "embed"),
    ),
    Compatible(
        "featherless", "https://api.featherless.ai/v1", "FEATHERLESS_API_KEY",
        "featherless.ai/docs/api-overview-and-common-options",
        serves=("chat", "complete"),
    ),
    # gateways
    Compatible(
        "openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY",
        "openrouter.ai/docs/parameters; openrouter.ai/docs/use-cases/reasoning-tokens [skills.sh; docs.insforge.dev]",
        Quirks(thoughts="reasoning", efforts=EFFORTS, files=True, cache="control", lacks=_OPEN),
    ),
    Compatible(
        "huggingface", "https://router.huggingface.co/v1", "HF_TOKEN",
        "huggingface.co/docs/inference-providers/tasks/chat-completion",
    ),
    Compatible(
        "vercel", "https://ai-gateway.vercel.sh/v1", "AI_GATEWAY_API_KEY",
        "vercel.com/docs/ai-gateway/sdks-and-apis/openai-chat-completions",
        serves=("chat", "embed"),
    ),
    Compatible(
        "cometapi", "https://api.cometapi.com/v1", "COMETAPI_KEY",
        "apidoc.cometapi.com/api/text/chat",
        Quirks(cap="max_completion_tokens", developer=True),
        ("chat", "embed"),
    ),
    # servers of one's own
    Compatible(
        "ollama", "http://localhost:11434/v1", "",
        "docs.ollama.com/api/openai-compatibility",
        Quirks(thoughts="reasoning", lacks=STRANGE | {"n", "user", "logit_bias", "parallel_tool_calls"}),
        ("chat", "complete", "embed"),
    ),
    Compatible(
        "vllm", "http://localhost:8000/v1", "",
        "docs.vllm.ai: serving/online_serving/openai_compatible_server, features/reasoning_outputs, pooling_models/scoring",
        Quirks(thoughts="reasoning", lacks=_OPEN | {"user"}),
        ("chat", "complete", "embed", "rerank"),
    ),
    Compatible(
        "sglang", "http://localhost:30000/v1", "",
        "docs.sglang.io/docs/basic_usage/openai_api_completions; docs.sglang.io/docs/advanced_features/separate_reasoning",
        Quirks(thoughts="reasoning_content", lacks=_OPEN),
        ("chat", "complete", "embed"),
    ),
    Compatible(
        "lmstudio", "http://localhost:1234/v1", "",
        "lmstudio.ai/docs/developer/openai-compat",
        serves=("chat", "complete", "embed"),
    ),
    Compatible(
        "llamacpp", "http://localhost:8080/v1", "",
        "github.com/ggml-org/llama.cpp, tools/server/README.md",
        Quirks(thoughts="reasoning_content", lacks=_OPEN),
        ("chat", "embed", "rerank"),
    ),
    Compatible(
        "localai", "http://localhost:8080/v1", "",
        "localai.io/docs [promptfoo.dev/docs/providers/localai; docs.langchain.com]",
        serves=("chat", "complete", "embed", "rerank"),
    ),
)
# fmt: on
