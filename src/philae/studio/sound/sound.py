"""An order becomes a sound: made up of tones, never a recording, and never words that are said."""

from philae.studio import label
from philae.studio.piece import Piece, Show
from philae.studio.request import MIME, Refused, Request
from philae.studio.sound import synth
from philae.studio.sound.tape import CODECS, encode
from philae.studio.stage import Progress

SECONDS = 5.0
NOTE = "Made by a procedural synthesiser for building and testing; no AI model took part, and no words are said."


def make(request: Request, seed: int, progress: Progress, _: Show) -> Piece:
    """Make the sound that is ordered. Raises Refused for what is none."""
    if request.format not in CODECS:
        raise Refused("invalid_request", f"a sound is one of {', '.join(CODECS)}", "format")
    if request.operation == "speech":
        wave = synth.murmur(request.prompt, seed)
    else:
        wave = synth.bells(request.prompt, request.seconds or SECONDS, seed)
    made = encode(wave, request.format, label.Origin(request.label, seed), NOTE)
    progress(1.0)
    return Piece(made, MIME[request.format], seed, {"engine": "studio", "note": NOTE})


def rehearsal() -> Request:
    """A short sound."""
    return Request(operation="sound", prompt="rain", seconds=0.2, format="mp3", seed=1)
