"""What a key may use now: the models, of pictures and of text, that somebody serves."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches

from msgspec import Struct

from philae.catalog import NAMES
from philae.core.errors import ModelNotFound
from philae.core.model import Model
from philae.core.text import TextModel
from philae.gate.policy import Policy

Whatever = Model | TextModel


class Offered(Struct, frozen=True):
    """A model, and the providers that serve it now."""

    model: Whatever
    served_by: list[str]


class Offer(Struct, frozen=True):
    """The catalogue as this gateway has it.

    `find(name)` gives a text model and the provider that the name pins. `served(model, policy)` is who serves it to that
    key now; [] means nobody.
    """

    pictures: Mapping[str, Model]
    texts: Mapping[str, TextModel]
    find: Callable[[str], tuple[TextModel, str | None]]
    served: Callable[[Whatever, Policy], list[str]]

    def all(self, policy: Policy) -> Iterator[Offered]:
        """Everything that the key may use and that is served now, in the catalogue's order."""
        every: tuple[Whatever, ...] = (*self.pictures.values(), *self.texts.values())
        for model in every:
            if allowed(policy, model) and (served := self.served(model, policy)):
                yield Offered(model, served)

    def one(self, name: str, policy: Policy) -> Offered:
        """The model of that name, served now or not. Raises `ModelNotFound`, also for one that the key may not use."""
        model = NAMES.get(name.lower()) or self._text(name)
        if not allowed(policy, model):
            raise ModelNotFound(f"there is no model {name[:100]!r} for this API key", param="model")
        return Offered(model, self.served(model, policy))

    def _text(self, name: str) -> TextModel:
        """The text model of that name; the error offers near names of both kinds."""
        try:
            return self.find(name)[0]
        except ModelNotFound as error:
            near = get_close_matches(name.lower(), (*NAMES, *self.texts), n=3, cutoff=0.6)
            offer = f"; did you mean {' or '.join(near)}?" if near else ""
            message = f"there is no model {name[:100]!r}{offer}"
            raise ModelNotFound(message, param="model") from error


def allowed(policy: Policy, model: Whatever) -> bool:
    """Whether the model is on the key's list."""
    return policy.models is None or model.id in policy.models
