"""What the parameters of all films have: they are sold by the second."""

from typing import Any, ClassVar

from pydantic import BeforeValidator

from philae.core.money import Usage
from philae.core.params import Params


def as_text(value: Any) -> Any:
    """A whole number as the text that the vendor writes: clients send either."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Worded = BeforeValidator(as_text)


class Clip(Params):
    """A film. `longest`: its most seconds where the duration is left to the model."""

    longest: ClassVar[int] = 10

    def bound(self, n: int) -> Usage:
        """Films and their seconds."""
        return {"video": n, "second": n * (self.common["seconds"] or self.longest)}
