"""OpenAI's chat and embedding models.

At Azure a model is a deployment, whose name a channel's `models` may say; prices are those of its global deployments. Where
they differ from OpenAI's (Pro models' cached input, embeddings), there is no route, or a row of its own in `azure`.
"""

from philae.catalog.text.price import tiers, tokens
from philae.catalog.text.vendor import Vendor, dated

VENDOR = Vendor("openai", "developers.openai.com/api/docs/pricing; prices.azure.com/api/retail/prices", cloud="azure")
ALL = "image document tools schema reasoning cache"
LOOSE = "image document tools reasoning"
PRO = "image document tools schema reasoning"
CHAT = "image document tools schema cache"
VOICE = "audio tools"

ROWS = (
    VENDOR.chat("gpt-6.1-sol", "GPT-6.1 Sol", 1_050_000, 128_000, ALL,
        tiers(
            (272_000, tokens("2", "10", cached="0.1", written="2.5")),
            (None, tokens("4", "15", cached="0.2", written="5")),
        ),
        {"azure": "gpt-6.1-sol", "openrouter": "openai/gpt-6.1-sol"}),
    VENDOR.chat("gpt-6.1-terra", "GPT-6.1 Terra", 1_050_000, 128_000, ALL,
        tiers(
            (272_000, tokens("1", "5", cached="0.05", written="1.25")),
            (None, tokens("2", "7.5", cached="0.1", written="2.5")),
        ),
        {"azure": "gpt-6.1-terra", "openrouter": "openai/gpt-6.1-terra"}),
    VENDOR.chat("gpt-6-astra", "GPT-6 Astra", 1_050_000, 128_000, ALL,
        tiers(
            (272_000, tokens("10", "50", cached="1", written="12.5")),
            (None, tokens("20", "75", cached="2", written="25")),
        ),
        {"azure": "gpt-6-astra", "openrouter": "openai/gpt-6-astra"}),
    VENDOR.chat("gpt-6-sol", "GPT-6 Sol", 1_050_000, 128_000, ALL,
        tiers(
            (272_000, tokens("2", "10", cached="0.2", written="2.5")),
            (None, tokens("4", "15", cached="0.4", written="5")),
        ),
        {"azure": "gpt-6-sol", "openrouter": "openai/gpt-6-sol"}),
    VENDOR.chat("gpt-6-luna", "GPT-6 Luna", 1_050_000, 128_000, ALL,
        tiers(
            (272_000, tokens("0.1", "0.5", cached="0.01", written="0.125")),
            (None, tokens("0.2", "0.75", cached="0.02", written="0.25")),
        ),
        {"azure": "gpt-6-luna", "openrouter": "openai/gpt-6-luna"}),
    VENDOR.chat("gpt-5.6", "GPT-5.6", 1_050_000, 128_000, ALL,
        tiers(
            (272_000, tokens("4", "20", cached="0.4", written="5")),
            (None, tokens("8", "30", cached="0.8", written="10")),
        ),
        {"azure": "gpt-5.6"}),
    VENDOR.chat("gpt-5.6-sol", "GPT-5.6 Sol", 1_050_000, 128_000, ALL,
        tiers(
            (272_000, tokens("4", "20", cached="0.4", written="5")),
            (None, tokens("8", "30", cached="0.8", written="10")),
        ),
        {"azure": "gpt-5.6-sol"}),
    VENDOR.chat("gpt-5.6-terra", "GPT-5.6 Terra", 1_050_000, 128_000, ALL,
        tiers(
            (272_000, tokens("2", "12", cached="0.2", written="2.5")),
            (None, tokens("4", "18", cached="0.4", written="5")),
        ),
        {"azure": "gpt-5.6-terra", "openrouter": "openai/gpt-5.6-terra"}),
    VENDOR.chat("gpt-5.6-luna", "GPT-5.6 Luna", 1_050_000, 128_000, ALL,
        tiers(
            (272_000, tokens("0.2", "1.2", cached="0.02", written="0.25")),
            (None, tokens("0.4", "1.8", cached="0.04", written="0.5")),
        ),
        {"azure": "gpt-5.6-luna", "openrouter": "openai/gpt-5.6-luna"}),
    *dated(
        VENDOR.chat("gpt-5.5", "GPT-5.5", 1_050_000, 128_000, ALL,
            tiers((272_000, tokens("5", "30", cached="0.5")), (None, tokens("10", "45", cached="1"))),
            {"azure": "gpt-5.5", "openrouter": "openai/gpt-5.5"}),
        "2026-04-23",
    ),
    *dated(
        VENDOR.chat("gpt-5.5-pro", "GPT-5.5 Pro", 1_050_000, 128_000, LOOSE,
            tiers((272_000, tokens("30", "180")), (None, tokens("60", "270"))),
            {"openrouter": "openai/gpt-5.5-pro"}, wire="responses"),
        "2026-04-23",
    ),
    *dated(
        VENDOR.chat("gpt-5.4", "GPT-5.4", 1_050_000, 128_000, ALL,
            tiers((272_000, tokens("2.5", "15", cached="0.25")), (None, tokens("5", "22.5", cached="0.5"))),
            {"azure": "gpt-5.4", "openrouter": "openai/gpt-5.4"}),
        "2026-03-05",
    ),
    *dated(
        VENDOR.chat("gpt-5.4-mini", "GPT-5.4 mini", 400_000, 128_000, ALL,
            tokens("0.75", "4.5", cached="0.075"), {"azure": "gpt-5.4-mini", "openrouter": "openai/gpt-5.4-mini"}),
        "2026-03-17",
    ),
    *dated(
        VENDOR.chat("gpt-5.4-nano", "GPT-5.4 nano", 400_000, 128_000, ALL,
            tokens("0.2", "1.25", cached="0.02"), {"azure": "gpt-5.4-nano", "openrouter": "openai/gpt-5.4-nano"}, deprecated=True),
        "2026-03-17",
    ),  # until 2027-04-01
    *dated(
        VENDOR.chat("gpt-5.4-pro", "GPT-5.4 Pro", 1_050_000, 128_000, LOOSE,
            tiers((272_000, tokens("30", "180")), (None, tokens("60", "270"))),
            {"openrouter": "openai/gpt-5.4-pro"}, wire="responses"),
        "2026-03-05",
    ),
    VENDOR.chat("gpt-5.3-codex", "GPT-5.3-Codex", 400_000, 128_000, ALL,
        tokens("1.75", "14", cached="0.175"), {"azure": "gpt-5.3-codex", "openrouter": "openai/gpt-5.3-codex"},
        wire="responses", deprecated=True),  # until 2027-04-01
    *dated(
        VENDOR.chat("gpt-5.2", "GPT-5.2", 400_000, 128_000, ALL,
            tokens("1.75", "14", cached="0.175"), {"azure": "gpt-5.2", "openrouter": "openai/gpt-5.2"}),
        "2025-12-11",
    ),
    *dated(
        VENDOR.chat("gpt-5.2-pro", "gpt-5.2-pro", 400_000, 128_000, PRO,
            tokens("21", "168"), {"azure": "gpt-5.2-pro", "openrouter": "openai/gpt-5.2-pro"}, wire="responses"),
        "2025-12-11",
    ),
    *dated(
        VENDOR.chat("gpt-5.1", "GPT-5.1", 400_000, 128_000, ALL,
            tokens("1.25", "10", cached="0.125"), {"azure": "gpt-5.1"}, deprecated=True),
        "2025-11-13",
    ),  # until 2027-04-01
    *dated(
        VENDOR.chat("gpt-5", "GPT-5", 400_000, 128_000, ALL,
            tokens("1.25", "10", cached="0.125"), {"azure": "gpt-5", "openrouter": "openai/gpt-5"}, deprecated=True),
        "2025-08-07",
    ),  # until 2026-12-11
    *dated(
        VENDOR.chat("gpt-5-mini", "GPT-5 mini", 400_000, 128_000, ALL,
            tokens("0.25", "2", cached="0.025"), {"azure": "gpt-5-mini", "openrouter": "openai/gpt-5-mini"}, deprecated=True),
        "2025-08-07",
    ),  # until 2026-12-11
    *dated(
        VENDOR.chat("gpt-5-nano", "GPT-5 nano", 400_000, 128_000, ALL,
            tokens("0.05", "0.4", cached="0.005"), {"azure": "gpt-5-nano"}, deprecated=True),
        "2025-08-07",
    ),  # until 2026-12-11
    *dated(
        VENDOR.chat("gpt-5-pro", "gpt-5-pro", 400_000, 272_000, PRO,
            tokens("15", "120"), {"azure": "gpt-5-pro", "openrouter": "openai/gpt-5-pro"}, wire="responses", deprecated=True),
        "2025-10-06",
    ),  # until 2026-12-11
    *dated(
        VENDOR.chat("o3", "o3", 200_000, 100_000, ALL,
            tokens("2", "8", cached="0.5"), {"azure": "o3", "openrouter": "openai/o3"}, deprecated=True),
        "2025-04-16",
    ),  # until 2026-12-11
    *dated(
        VENDOR.chat("o3-pro", "o3 pro", 200_000, 100_000, PRO,
            tokens("20", "80"), {"azure": "o3-pro", "openrouter": "openai/o3-pro"}, wire="responses", deprecated=True),
        "2025-06-10",
    ),  # until 2026-12-11
    *dated(
        VENDOR.chat("gpt-4.1", "gpt 4.1", 1_047_576, 32_768, CHAT,
            tokens("2", "8", cached="0.5"), {"azure": "gpt-4.1", "openrouter": "openai/gpt-4.1"}),
        "2025-04-14",
    ),
    *dated(
        VENDOR.chat("gpt-4.1-mini", "gpt 4.1 mini", 1_047_576, 32_768, CHAT,
            tokens("0.4", "1.6", cached="0.1"), {"azure": "gpt-4.1-mini", "openrouter": "openai/gpt-4.1-mini"}),
        "2025-04-14",
    ),
    *dated(
        VENDOR.chat("gpt-4o", "gpt 4o", 128_000, 16_384, CHAT,
            tokens("2.5", "10", cached="1.25"), {"azure": "gpt-4o"}),
        "2024-08-06", "2024-11-20",
    ),
    *dated(
        VENDOR.chat("gpt-4o-mini", "gpt 4o mini", 128_000, 16_384, CHAT,
            tokens("0.15", "0.6", cached="0.075"), {"azure": "gpt-4o-mini", "openrouter": "openai/gpt-4o-mini"}),
        "2024-07-18",
    ),
    VENDOR.chat("gpt-audio-1.5", "GPT Audio 1.5", 128_000, 16_384, VOICE,
        tokens("2.5", "10", heard="32", spoken="64")),
    *dated(
        VENDOR.chat("gpt-audio", "GPT Audio", 128_000, 16_384, VOICE,
            tokens("2.5", "10", heard="32", spoken="64"), {"openrouter": "openai/gpt-audio"}, deprecated=True),
        "2025-08-28",
    ),  # until 2027-01-20
    *dated(
        VENDOR.chat("gpt-audio-mini", "GPT Audio mini", 128_000, 16_384, VOICE,
            tokens("0.6", "2.4", heard="10", spoken="20"), {"openrouter": "openai/gpt-audio-mini"}, deprecated=True),
        "2025-12-15",
    ),  # until 2027-01-20
    VENDOR.chat("chat-latest", "Chat latest", 400_000, 128_000, ALL,
        tokens("5", "30", cached="0.5")),
    VENDOR.embed("text-embedding-3-small", "Text embedding 3 small", 8_192, 1_536, tokens("0.02")),
    VENDOR.embed("text-embedding-3-large", "Text embedding 3 large", 8_192, 3_072, tokens("0.13")),
    VENDOR.embed("text-embedding-ada-002", "Text embedding Ada 002", 8_192, 1_536, tokens("0.1")),
)  # fmt: skip
