"""Files that say where they come from: encoding a picture with its honest label in EXIF and XMP, or in PNG text."""

import io
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin

from philae.studio.request import Format, Label

ENGINE = "Philae studio (procedural renderer, not a model)"
SOFTWARE = "Philae"
NOTE = "Drawn by a procedural renderer for building and testing; no AI model took part."
_SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_IMAGE_DESCRIPTION, _SOFTWARE, _EXIF, _USER_COMMENT = 0x010E, 0x0131, 0x8769, 0x9286


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file tells: the asker's label, the seed, and whether pixels of an input image are in it."""

    label: Label
    seed: int
    edited: bool = False

    def facts(self) -> dict[str, str]:
        """Name → text, in the order they are written; empty ones are left out."""
        told = {
            "model": self.label.model,
            "task": self.label.task,
            "served_by": self.label.served_by,
            "engine": ENGINE,
            "seed": str(self.seed),
        }
        return {name: text for name, text in told.items() if text}


def tags(origin: Origin, note: str = NOTE) -> dict[str, str]:
    """A film's or a sound's metadata: each fact under its own name and all in the comment that players show."""
    facts = origin.facts()
    said = "; ".join(f"{name}: {text}" for name, text in facts.items())
    return {"comment": f"{note} {said}", "artist": SOFTWARE, **{f"philae_{name}": text for name, text in facts.items()}}


def encode(rgb: NDArray[np.uint8], kind: Format, origin: Origin) -> bytes:
    """Encode [h,w,3] sRGB with its label. JPEG and WebP at a quality where edits do not show, PNG exactly."""
    image, out = Image.fromarray(np.ascontiguousarray(rgb)), io.BytesIO()
    if kind == "png":
        image.save(out, "PNG", compress_level=4, pnginfo=_text(origin))
    elif kind == "webp":
        image.save(out, "WEBP", quality=93, method=2, exif=_exif(origin), xmp=_xmp(origin))
    else:
        quality = 97 if origin.edited else 94
        image.save(out, "JPEG", quality=quality, subsampling=0, exif=_exif(origin), xmp=_xmp(origin))
    return out.getvalue()


def _text(origin: Origin) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Software", SOFTWARE)
    for name, text in origin.facts().items():
        info.add_itxt(name, text)
    info.add_itxt("XML:com.adobe.xmp", _xmp(origin).decode())
    return info


def _exif(origin: Origin) -> Image.Exif:
    exif = Image.Exif()
    said = "; ".join(f"{name}: {text}" for name, text in origin.facts().items())
    exif[_IMAGE_DESCRIPTION] = said.encode("ascii", "replace").decode()
    exif[_SOFTWARE] = SOFTWARE
    exif.get_ifd(_EXIF)[_USER_COMMENT] = b"ASCII\0\0\0" + NOTE.encode()
    return exif


def _xmp(origin: Origin) -> bytes:
    """An XMP packet; IPTC's digital source type is the field that viewers show for synthetic media."""
    source = _SOURCES + ("compositeSynthetic" if origin.edited else "algorithmicMedia")
    facts = " ".join(f"philae:{name}={quoteattr(text)}" for name, text in origin.facts().items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:philae="urn:philae:label:1"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmp:CreatorTool="{SOFTWARE}" Iptc4xmpExt:DigitalSourceType="{source}" {facts}>'
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(NOTE)}</rdf:li></rdf:Alt></dc:description>'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()
