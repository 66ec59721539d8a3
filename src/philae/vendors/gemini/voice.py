"""Words the parts of an answer for a Gemini client, thoughts and their proofs among them."""

from typing import Any

from philae.core.chat import Part, Thinking, ToolCall
from philae.vendors.gemini.parts import ORIGIN, arguments, worded
from philae.vendors.gemini.signature import seal

Said = dict[str, Any]


class Voice:
    """One choice's parts, in their order.

    Google shows thoughts only where `includeThoughts` asks for them, but signs its answers all the same. So the proof
    of a hidden thought waits for the next part and goes with that, as Google's own signatures do.
    """

    def __init__(self, *, shown: bool) -> None:
        """`shown`: the client wants to see thoughts."""
        self.shown = shown
        self.broken = False
        self._proof = ""

    def say(self, part: Part) -> list[Said]:
        """Google's parts for this one. A call that is cut short is left out and noted as `broken`."""
        if isinstance(part, Thinking):
            return self._think(part)
        if isinstance(part, ToolCall) and arguments(part.arguments) is None:
            self.broken = True
            return []
        said = worded(part)
        return self.carry(said) if said else []

    def carry(self, said: Said) -> list[Said]:
        """The part with the proof that waits for one."""
        proof, self._proof = self._proof, ""
        if not proof:
            return [said]
        return [_bare(proof), said] if "thoughtSignature" in said else [said | {"thoughtSignature": proof}]

    def rest(self) -> list[Said]:
        """A proof that found no part to go with."""
        proof, self._proof = self._proof, ""
        return [_bare(proof)] if proof else []

    def _think(self, part: Thinking) -> list[Said]:
        proof = part.signature if part.origin == ORIGIN else seal(part)
        if part.origin == ORIGIN and not part.text:
            return [_bare(proof)] if proof else []
        if self.shown:
            signed = {"thoughtSignature": proof} if proof else {}
            return [{"text": part.text, "thought": True} | signed]
        waiting = self.rest() if proof else []
        self._proof = proof or self._proof
        return waiting


def _bare(proof: str) -> Said:
    """A part that is a signature alone, as at the end of Google's streams."""
    return {"text": "", "thoughtSignature": proof}
