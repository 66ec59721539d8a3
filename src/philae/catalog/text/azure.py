"""OpenAI's embedding models at Azure, where they cost a tenth more than at OpenAI (global deployments, East US)."""

from philae.catalog.text.price import tokens
from philae.catalog.text.vendor import Vendor

VENDOR = Vendor("azure", "prices.azure.com/api/retail/prices", "openai", under=True)

ROWS = (
    VENDOR.embed("text-embedding-3-small", "Text embedding 3 small at Azure", 8_192, 1_536, tokens("0.022")),
    VENDOR.embed("text-embedding-3-large", "Text embedding 3 large at Azure", 8_192, 3_072, tokens("0.143")),
    VENDOR.embed("text-embedding-ada-002", "Text embedding Ada 002 at Azure", 8_192, 1_536, tokens("0.11")),
)
