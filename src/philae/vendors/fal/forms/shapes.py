"""Hunyuan3D as fal takes it: from a text or a picture."""

from msgspec.structs import replace

from philae.core.hosted import Form, Forms

PRO = Form(
    renamed={"Prompt": "prompt", "EnablePBR": "enable_pbr", "GenerateType": "generate_type"},
    only={"Model": ("3.0",), "GenerateType": ("Normal",), "ResultFormat": ("GLB",)},
)
RAPID = Form(renamed={"Prompt": "prompt", "EnablePBR": "enable_pbr", "EnableGeometry": "enable_geometry"})


def _shaped(form: Form) -> Forms:
    """From a picture, and from a text."""
    pictured = replace(
        form, at="/image-to-3d", needs=frozenset({"ImageBase64"}), media={"ImageBase64": "input_image_url"}
    )
    return (pictured, replace(form, at="/text-to-3d", needs=frozenset({"Prompt"})))


SHAPES: dict[str, Forms] = {"hunyuan-3d-pro": _shaped(PRO), "hunyuan-3d-rapid": _shaped(RAPID)}
