"""Google's Gemini models, at the Gemini API and at Vertex AI. Tokens of video and images are billed as text."""

from philae.catalog.text.price import tiers, tokens
from philae.catalog.text.vendor import Vendor

VENDOR = Vendor("gemini", "ai.google.dev/gemini-api/docs/pricing", "google")
ALL = "image document audio tools schema reasoning cache"

ROWS = (
    VENDOR.chat("gemini-4-argon", "Gemini 4 Argon", 1_048_576, 1_048_576, ALL,
        tokens("4", "20", cached="0.2")),  # half of it until 2026-11-30
    VENDOR.chat("gemini-3.8-flash", "Gemini 3.8 Flash", 1_048_576, 65_536, ALL,
        tokens("0.75", "3.75", cached="0.075"), {"vertex": "gemini-3.8-flash"}),  # twice as much from 2027-01-01
    VENDOR.chat("gemini-3.7-flash", "Gemini 3.7 Flash", 1_048_576, 65_536, ALL,
        tokens("0.75", "3.75", cached="0.075"), {"vertex": "gemini-3.7-flash"}),  # twice as much from 2027-01-01
    VENDOR.chat("gemini-3.6-flash", "Gemini 3.6 Flash", 1_048_576, 65_536, ALL,
        tokens("0.75", "3.75", cached="0.075"), {"vertex": "gemini-3.6-flash"}),  # twice as much from 2027-01-01
    VENDOR.chat("gemini-3.5-flash", "Gemini 3.5 Flash", 1_048_576, 65_536, ALL,
        tokens("1.5", "9", cached="0.15"), {"vertex": "gemini-3.5-flash"}),
    VENDOR.chat("gemini-3.5-flash-lite", "Gemini 3.5 Flash Lite", 1_048_576, 65_536, ALL,
        tokens("0.3", "2.5", cached="0.03"), {"vertex": "gemini-3.5-flash-lite"}),
    VENDOR.chat("gemini-3.1-pro-preview", "Gemini 3.1 Pro Preview", 1_048_576, 65_536, ALL,
        tiers((200_000, tokens("2", "12", cached="0.2")), (None, tokens("4", "18", cached="0.4"))),
        {"vertex": "gemini-3.1-pro-preview"}),
    VENDOR.chat("gemini-3.1-flash-lite", "Gemini 3.1 Flash Lite", 1_048_576, 65_536, ALL,
        tokens("0.25", "1.5", cached="0.025", heard="0.5"),
        {"vertex": "gemini-3.1-flash-lite"}, deprecated=True),  # until 2027-05-07
    VENDOR.chat("gemini-3-flash-preview", "Gemini 3 Flash Preview", 1_048_576, 65_536, ALL,
        tokens("0.5", "3", cached="0.05", heard="1"), {"vertex": "gemini-3-flash-preview"}),
    VENDOR.chat("gemini-2.5-pro", "Gemini 2.5 Pro", 1_048_576, 65_536, ALL,
        tiers(
            (200_000, tokens("1.25", "10", cached="0.125")),
            (None, tokens("2.5", "15", cached="0.25")),
        ),
        {"vertex": "gemini-2.5-pro"}),
    VENDOR.chat("gemini-2.5-flash", "Gemini 2.5 Flash", 1_048_576, 65_536, ALL,
        tokens("0.3", "2.5", cached="0.03", heard="1"), {"vertex": "gemini-2.5-flash"}),
    VENDOR.chat("gemini-2.5-flash-lite", "Gemini 2.5 Flash Lite", 1_048_576, 65_536, ALL,
        tokens("0.1", "0.4", cached="0.01", heard="0.3"), {"vertex": "gemini-2.5-flash-lite"}),
    VENDOR.chat("gemini-pro-latest", "Gemini Pro Latest", 1_048_576, 65_536, ALL,
        tiers((200_000, tokens("2", "12", cached="0.2")), (None, tokens("4", "18", cached="0.4")))),
    VENDOR.chat("gemini-flash-latest", "Gemini Flash Latest", 1_048_576, 65_536, ALL,
        tokens("0.75", "3.75", cached="0.075")),  # twice as much from 2027-01-01
    VENDOR.chat("gemini-flash-lite-latest", "Gemini Flash Lite Latest", 1_048_576, 65_536, ALL,
        tokens("0.3", "2.5", cached="0.03")),
    VENDOR.embed("gemini-embedding-2", "Gemini Embedding 2", 8_192, 3_072,
        tokens("0.2", heard="6.5", seen="0.45"), {"vertex": "gemini-embedding-2"}),
    VENDOR.embed("gemini-embedding-001", "Gemini Embedding 001", 2_048, 3_072,
        tokens("0.15"), {"vertex": "gemini-embedding-001"}),
)  # fmt: skip
