"""One folder per vendor: its wire shapes, its API as we serve it and as we call it. Two tables are the architecture."""

from philae.core.dialect import Dialect
from philae.core.provider import Provider
from philae.vendors.bfl import dialect as bfl_dialect
from philae.vendors.bfl import provider as bfl
from philae.vendors.openai import dialect as openai_dialect
from philae.vendors.openai import provider as openai
from philae.vendors.philae import dialect as philae_dialect
from philae.vendors.replicate import dialect as replicate_dialect
from philae.vendors.replicate import provider as replicate
from philae.vendors.studio import provider as studio

PROVIDERS: dict[str, Provider] = {
    "bfl": bfl.PROVIDER,
    "openai": openai.PROVIDER,
    "replicate": replicate.PROVIDER,
    "studio": studio.PROVIDER,
}

DIALECTS: dict[str, Dialect] = {
    "bfl": bfl_dialect.DIALECT,
    "openai": openai_dialect.DIALECT,
    "replicate": replicate_dialect.DIALECT,
    "philae": philae_dialect.DIALECT,
}
