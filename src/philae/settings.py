"""Settings: `PHILAE_…` variables over philae.yaml over defaults; vendors by their usual variables."""

import os
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, YamlConfigSettingsSource

from philae.core.provider import Recovery
from philae.core.text import Feature


class ChannelSettings(BaseModel):
    """One account at a vendor, from philae.yaml. `secret`, or a part of one, may be `$NAME`, an environment variable's.

    `region`, `project` and `api_version` say where the account is, at vendors that have such places. `models`: those that
    are there, or each with its name there, as a deployment has one.
    """

    name: str
    provider: str
    base_url: str | None = None
    secret: str | dict[str, str] = ""
    region: str | None = None
    project: str | None = None
    api_version: str | None = None
    weight: int = Field(1, ge=1)
    concurrency: int | None = Field(None, ge=1)
    rpm: int | None = Field(None, ge=1)
    tpm: int | None = Field(None, ge=1)
    recovery: Recovery | None = None
    callback: bool | None = None
    models: list[str] | dict[str, str] | None = None

    @field_validator("secret")
    @classmethod
    def _from_environment(cls, value: str | dict[str, str]) -> str | dict[str, str]:
        return {part: _said(text) for part, text in value.items()} if isinstance(value, dict) else _said(value)

    def options(self) -> dict[str, str]:
        """What is said of where the account is."""
        said = {"region": self.region, "project": self.project, "api_version": self.api_version}
        return {name: text for name, text in said.items() if text}

    def names(self) -> dict[str, str] | None:
        """The models that are there, each with its name there; None: all."""
        return self.models if isinstance(self.models, dict | None) else {name: name for name in self.models}


def _said(value: str) -> str:
    return os.environ.get(value[1:], "") if value.startswith("$") else value


class ModelSettings(BaseModel, extra="forbid"):
    """What the operator says of a model, from philae.yaml: over its row of the catalogue, or as one of his own.

    `like`: the row that a new one begins with. `price`: US dollars for a million tokens, by `input`, `output`, `cached`,
    `written`, `hour`, `heard`, `seen`, `spoken`, `drawn`. `routes`: `provider/name there`, the first is asked first.
    """

    enabled: bool = True
    like: str | None = None
    price: dict[str, Decimal] | None = None
    routes: list[str] | None = None
    operation: Literal["chat", "embed", "rerank", "complete"] = "chat"
    context: int = Field(0, ge=0)
    output: int = Field(0, ge=0)
    dimensions: int = Field(0, ge=0)
    features: list[Feature] = []
    aliases: list[str] = []
    owner: str = ""
    title: str = ""


class Settings(BaseSettings):
    """Everything that an operator may set. Each has a line in docs/settings.md."""

    model_config = SettingsConfigDict(env_prefix="PHILAE_", yaml_file="philae.yaml", extra="ignore")

    data: Path = Field(Path("data"), description="the data folder: embedded PostgreSQL, files, keys")
    database_url: str | None = Field(None, description="an external PostgreSQL (15 or newer); none: the embedded one")
    storage_url: str | None = Field(
        None, description="where files are kept: s3://…, gs://…, az://…; none: the data folder"
    )
    public_url: str | None = Field(
        None, description="our origin as clients and vendors reach it; none: the Host of the submit"
    )
    trusted_proxies: str = Field("", description="addresses or networks, comma separated, whose X-Forwarded-* count")
    admin_key: str | None = Field(None, description="the owner's key on first start; none: generated")
    secret_key: str | None = Field(
        None, description="seals secrets and signs links; none: data/secret.key. Old ones after commas"
    )
    allow_private_urls: bool = Field(
        False, description="let clients and vendors name private addresses: for home labs only"
    )
    studio: Literal["auto", "on", "off"] = Field(
        "auto", description="when the offline twin answers as a vendor's model"
    )
    studio_model: Path | None = Field(
        None, description="a GGUF file for the offline twin's chat; none: what `philae studio add chat` added"
    )
    studio_embed_model: Path | None = Field(
        None, description="a GGUF file for its vectors and rankings; none: what `philae studio add embed` added"
    )
    redis_url: str | None = Field(None, description="Redis or Valkey for limits across machines (not used yet)")
    host: str = Field("127.0.0.1", description="the address that serve listens on")
    port: int = Field(8080, ge=0, le=65535, description="its port")
    tls_cert: Path | None = Field(
        None, description="a certificate's file (PEM, its chain included): the port then speaks TLS"
    )
    tls_key: Path | None = Field(None, description="the file of its key, if that is not in the same")
    workers: int = Field(1, ge=1, le=64, description="worker processes")
    lease: float = Field(30.0, ge=1, description="seconds without a beat after which a worker's tasks are taken over")
    deadline: float | None = Field(None, gt=0, description="seconds after which any task fails; none: its model's own")
    link_life: float = Field(30 * 86400, gt=0, description="seconds that a link to a file is valid")
    file_life: float | None = Field(None, gt=0, description="seconds that results are kept; none: until erased")
    task_life: float | None = Field(None, gt=0, description="seconds that finished tasks are kept; none: until erased")
    response_life: float | None = Field(
        30 * 86400,
        gt=0,
        description="seconds that kept responses outlive their conversation's latest; none: until erased",
    )
    cache_size: int = Field(
        64 << 20, ge=0, description="bytes of answers that each worker keeps to give them again, for keys that want it"
    )
    head_time: float = Field(15, gt=0, description="seconds that a client has to send a request's head")
    body_time: float = Field(30, gt=0, description="seconds in which a request's body must bring 1 KB more, or end")
    read_time: float = Field(120, gt=0, description="seconds in which a client must read some of its answer")
    connections: int = Field(8192, ge=1, description="clients' connections to each worker, at most")
    address_connections: int = Field(
        2048, ge=1, description="of these from one address, at most; trusted proxies may have all of them"
    )
    body_limit: int = Field(64 << 20, ge=1024, description="bytes of a request's body, at most")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="what is logged")
    channels: list[ChannelSettings] = Field(
        default_factory=list, description="further accounts at vendors (philae.yaml)"
    )
    models: dict[str, ModelSettings] = Field(
        default_factory=dict, description="models of text: price, on or off, routes, one's own (philae.yaml)"
    )
    markup: dict[str, float] = Field(default_factory=dict, description="model or * → factor on its price (philae.yaml)")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  pydantic's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then variables, then the file."""
        return init_settings, env_settings, YamlConfigSettingsSource(settings_cls)

    def overrides(self) -> dict[str, dict[str, Any]]:
        """What is said of models, and only that, as `catalog.text.with_overrides` takes it."""
        return {name: model.model_dump(exclude_unset=True) for name, model in self.models.items()}

    def weights(self) -> dict[str, Path]:
        """The operator's own models for the offline twin, in the place of which pack."""
        own = {"chat": self.studio_model, "embed": self.studio_embed_model}
        return {pack: path.absolute() for pack, path in own.items() if path}

    def loopback(self) -> bool:
        """Whether nobody but this machine reaches the gateway."""
        return self.host in ("127.0.0.1", "::1", "localhost") and not self.public_url

    def storage(self) -> str:
        """The storage's URL, or the absolute folder."""
        return self.storage_url or str((self.data / "assets").absolute())


def load(**overrides: Any) -> Settings:
    """The settings as they stand now; an empty variable counts as unset."""
    for name in [n for n, v in os.environ.items() if n.startswith("PHILAE_") and not v]:
        del os.environ[name]
    return Settings(**{k: v for k, v in overrides.items() if v is not None})
