"""Models as fal takes them, by our ids. Sources: fal.ai/models/{endpoint}/llms.txt and /api, read in 2026-11."""

from philae.core.hosted import Forms
from philae.vendors.fal.forms.films import FILMS
from philae.vendors.fal.forms.flux import FLUX
from philae.vendors.fal.forms.kling import KLING
from philae.vendors.fal.forms.shapes import SHAPES

FORMS: dict[str, Forms] = FLUX | KLING | FILMS | SHAPES
