"""A channel's authority: what its calls show so that the vendor knows who pays; for the relay and the task line alike."""

from collections.abc import Iterable
from datetime import UTC, datetime

from philae.core.auth import Headers, Outgoing, Sign, Static, Token
from philae.net.channel import Channel
from philae.net.pool import Pool
from philae.net.token import Tokens


class Authority:
    """Headers that stay, or those of each call: nothing has to be waited for."""

    def __init__(self, auth: Static | Sign) -> None:
        """What the provider makes of the channel's secret."""
        self._auth = auth

    @property
    def fixed(self) -> Headers | None:
        """The headers that all calls have, None if each has its own."""
        return self._auth.headers if isinstance(self._auth, Static) else None

    @property
    def ready(self) -> bool:
        """Whether `headers` may be asked for at once."""
        return True

    async def prepare(self) -> None:
        """Return when it is ready. Raises `UpstreamRefused` if it will not be."""

    def headers(self, call: Outgoing) -> Headers:
        """What this call shows, once it is ready."""
        return self._auth.headers if isinstance(self._auth, Static) else self._auth.headers(call, datetime.now(UTC))

    def doubt(self, _since: float) -> bool:
        """A call that began then, on the monotonic clock, was answered 401: whether another try may fare better."""
        return False


class Renewing(Authority):
    """A token, asked for when it is first needed and again ahead of its end."""

    def __init__(self, tokens: Tokens) -> None:
        """No token is there yet."""
        super().__init__(Static(()))
        self._tokens = tokens

    @property
    def fixed(self) -> Headers | None:
        """They change with the token."""
        return None

    @property
    def ready(self) -> bool:
        """Whether a token is there that lasts."""
        return self._tokens.lasts()

    async def prepare(self) -> None:
        """Wait for a token. Raises `UpstreamRefused`, which says for how long none is asked for."""
        await self._tokens.wait()

    def headers(self, _call: Outgoing) -> Headers:
        """The token."""
        return (("authorization", f"Bearer {self._tokens.value}"),)

    def doubt(self, since: float) -> bool:
        """A token from before is not shown again."""
        self._tokens.forget(since)
        return True


class Authorities:
    """The authorities of all channels, so that a token is asked for once, whoever calls."""

    def __init__(self, pool: Pool, channels: Iterable[Channel] = ()) -> None:
        """Those of `channels` are made now. Raises `InvalidRequest` for a secret that cannot be one."""
        self._pool = pool
        self._known: dict[tuple[str, str, str], Authority] = {}
        for channel in channels:
            self.of(channel)

    def of(self, channel: Channel) -> Authority:
        """The channel's."""
        key = (channel.name, channel.base_url, channel.secret)
        if key not in self._known:
            self._known[key] = self._made(channel)
        return self._known[key]

    def _made(self, channel: Channel) -> Authority:
        """A vendor whose key is missing is shown nothing."""
        if not channel.secret and channel.provider.secret:
            return Authority(Static(()))
        auth = channel.provider.auth(channel.secret)
        return Renewing(Tokens(auth, channel, self._pool)) if isinstance(auth, Token) else Authority(auth)
