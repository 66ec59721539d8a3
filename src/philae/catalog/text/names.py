"""Models under every name that a client may use, and what a name says about who is to serve it."""

from collections.abc import Mapping
from difflib import get_close_matches

from philae.core.errors import ModelNotFound
from philae.core.text import TextModel

NEAR = 3


class Names:
    """Finds models, whatever the case of a name: ids and aliases, `provider/model` and `provider:model`, vendors' own names."""

    def __init__(self, models: Mapping[str, TextModel]) -> None:
        """Where two have the same name, ids win over aliases, and earlier rows over later ones."""
        self.names: dict[str, TextModel] = {row.id.lower(): row for row in models.values()}
        self._there: dict[tuple[str, str], TextModel] = {}
        self._sold: dict[str, TextModel] = {}
        for row in models.values():
            for alias in row.aliases:
                self.names.setdefault(alias.lower(), row)
            for route in row.routes:
                self._there.setdefault((route.provider, route.name.lower()), row)
                if "/" in route.name:
                    self._sold.setdefault(route.name.lower(), row)

    def find(self, name: str) -> TextModel:
        """The model of that name. Raises `ModelNotFound`, which offers near names."""
        return self.pinned(name)[0]

    def pinned(self, name: str) -> tuple[TextModel, str | None]:
        """As `look`. Raises `ModelNotFound`."""
        if found := self.look(name):
            return found
        raise self.unknown(name)

    def look(self, name: str) -> tuple[TextModel, str | None] | None:
        """The model, and the provider if the name says that no other may serve it; None if there is none of that name.

        A provider before the name pins (`openai/gpt-5.4`, `bedrock:claude-opus-5`). An id or alias that has a slash itself
        does not, nor the owner (`google/gemini-2.5-pro`), nor the name that a gateway sells it under
        (`anthropic/claude-opus-4.8`).
        """
        low = name.lower()
        if row := self.names.get(low):
            return row, None
        for mark in "/:":
            provider, _, rest = low.partition(mark)
            if rest and (row := self._at(provider, rest)):
                return row, provider
        owner, _, rest = low.partition("/")
        if (row := self.names.get(rest)) and row.owner == owner:
            return row, None
        if row := self._sold.get(low):
            return row, None
        return None

    def _at(self, provider: str, name: str) -> TextModel | None:
        """The model of that id, alias or name there, if the provider serves it."""
        row = self.names.get(name)
        if row and any(route.provider == provider for route in row.routes):
            return row
        return self._there.get((provider, name))

    def unknown(self, name: str) -> ModelNotFound:
        """That there is none, with near names, which take a millisecond to find."""
        near = get_close_matches(name[:100].lower(), self.names, n=NEAR, cutoff=0.6)
        offer = f"; did you mean {' or '.join(near)}?" if near else ""
        return ModelNotFound(f"there is no model {name[:100]!r}{offer}", param="model")
