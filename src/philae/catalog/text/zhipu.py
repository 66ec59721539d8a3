"""Z.ai's (Zhipu's) GLM models, and who else serves their weights at the same price."""

from philae.catalog.text.price import tokens
from philae.catalog.text.vendor import Vendor

VENDOR = Vendor("zai", "docs.z.ai/guides/overview/pricing", "zhipu")
ALL = "tools reasoning cache"
SEES = "image tools reasoning cache"
PLAIN = "tools cache"
PLAIN_SEES = "image tools cache"
TOOLS = "tools"

ROWS = (
    VENDOR.chat("glm-5.3", "GLM-5.3", 1_000_000, 128_000, ALL,
        tokens("1.4", "4.4", cached="0.26"),
        {"together": "zai-org/GLM-5.3", "novita": "zai-org/glm-5.3", "fireworks": "accounts/fireworks/models/glm-5p3"}),
    VENDOR.chat("glm-5.3-flash", "GLM-5.3-Flash", 1_048_576, 128_000, SEES,
        tokens("0.15", "0.5", cached="0.03"),
        {"together": "zai-org/GLM-5.3-Flash", "fireworks": "accounts/fireworks/models/glm-5p3-flash",
         "baseten": "zai-org/GLM-5.3-Flash"}),
    VENDOR.chat("glm-5.2", "GLM-5.2", 1_000_000, 128_000, ALL,
        tokens("1.4", "4.4", cached="0.26"), {"together": "zai-org/GLM-5.2", "novita": "zai-org/glm-5.2"}),
    VENDOR.chat("glm-5.1", "GLM-5.1", 200_000, 128_000, ALL,
        tokens("1.4", "4.4", cached="0.26"), {"fireworks": "accounts/fireworks/models/glm-5p1"}),
    VENDOR.chat("glm-5", "GLM-5", 200_000, 128_000, ALL,
        tokens("1", "3.2", cached="0.2"), {"novita": "zai-org/glm-5"}),
    VENDOR.chat("glm-5v-turbo", "GLM-5v-turbo", 200_000, 128_000, SEES,
        tokens("1.2", "4", cached="0.24"), {"novita": "zai-org/glm-5v-turbo", "openrouter": "z-ai/glm-5v-turbo"}),
    VENDOR.chat("glm-5-code", "GLM-5-code", 200_000, 128_000, ALL, tokens("1.2", "5", cached="0.3")),
    VENDOR.chat("glm-4.7", "GLM-4.7", 200_000, 128_000, ALL,
        tokens("0.6", "2.2", cached="0.11"), {"novita": "zai-org/glm-4.7"}),
    VENDOR.chat("glm-4.6", "GLM-4.6", 200_000, 128_000, ALL, tokens("0.6", "2.2", cached="0.11")),
    VENDOR.chat("glm-4.5", "GLM-4.5", 128_000, 32_000, PLAIN,
        tokens("0.6", "2.2", cached="0.11"), {"novita": "zai-org/glm-4.5", "openrouter": "z-ai/glm-4.5"}),
    VENDOR.chat("glm-4.5v", "GLM-4.5V", 128_000, 32_000, PLAIN_SEES,
        tokens("0.6", "1.8", cached="0.11"), {"novita": "zai-org/glm-4.5v", "openrouter": "z-ai/glm-4.5v"}),
    VENDOR.chat("glm-4.5-air", "GLM-4.5-Air", 128_000, 32_000, PLAIN,
        tokens("0.2", "1.1", cached="0.03")),
    VENDOR.chat("glm-4.5-x", "GLM-4.5-X", 128_000, 32_000, PLAIN,
        tokens("2.2", "8.9", cached="0.45")),
    VENDOR.chat("glm-4.5-airx", "GLM-4.5-AirX", 128_000, 32_000, PLAIN,
        tokens("1.1", "4.5", cached="0.22")),
    VENDOR.chat("glm-4-32b-0414-128k", "GLM-4-32B-0414-128K", 128_000, 32_000, TOOLS,
        tokens("0.1", "0.1")),
)  # fmt: skip
