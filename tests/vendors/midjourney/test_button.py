"""What a button does follows from its customId."""

import pytest

from philae.core.errors import InvalidRequest
from philae.core.native.template import Alias, Each, Fact, fill, read
from philae.vendors.midjourney.button import model_of

HASH = "12345678-9abc-4def-8123-456789abcdef"


@pytest.mark.parametrize(
    ("custom", "model"),
    [
        ("MJ::JOB::upsample::1::{}", "mj_upscale"),
        ("MJ::JOB::upsample_v6_2x_subtle::1::{}::SOLO", "mj_upscale"),
        ("MJ::JOB::variation::4::{}", "mj_variation"),
        ("MJ::JOB::low_variation::1::{}::SOLO", "mj_low_variation"),
        ("MJ::JOB::reroll::0::{}::SOLO", "mj_reroll"),
        ("MJ::Inpaint::1::{}::SOLO", "mj_inpaint"),
        ("MJ::Outpaint::50::1::{}::SOLO", "mj_zoom"),
        ("MJ::CustomZoom::{}", "mj_custom_zoom"),
        ("MJ::JOB::pan_left::1::{}::SOLO", "mj_pan"),
        ("MJ::JOB::animate_low_extend::1::{}::SOLO", "mj_animate"),
        ("MJ::JOB::video_virtual_upscale::1::{}", "mj_animate"),
        ("MJ::Job::PicReader::1", "mj_picread"),
        ("MJ::Picread::Retry", "mj_retry"),
    ],
)
def test_each_documented_button_has_its_model(custom: str, model: str) -> None:
    """The table of the reference, 3.7."""
    assert model_of("", {"customId": custom.format(HASH)}) == model


@pytest.mark.parametrize("custom", ["MJ", "MJ::JOB", "MJ::JOB::explode::1", "", "{}"])
def test_any_other_word_is_refused(custom: str) -> None:
    """As relays word it."""
    with pytest.raises(InvalidRequest, match="unknown_action"):
        model_of("", {"customId": custom})


def test_the_vendors_uuid_is_never_shown_and_always_found_again() -> None:
    """What is told in its place is the same every time, and leads back to it."""
    template = {"buttons": Each("buttons", {"customId": Alias("custom"), "label": Fact("label", "")})}
    word = f"MJ::JOB::upsample::1::{HASH}"
    told = read(template, {"buttons": [{"customId": word, "host": "node17"}]})
    shown = fill(template, told.facts, lambda _: [])["buttons"][0]

    assert shown["label"] == ""
    assert HASH not in str(shown)
    assert shown["customId"].startswith("MJ::JOB::upsample::1::")
    assert told.names == {shown["customId"]: word}
    assert read(template, {"buttons": [{"customId": word}]}).names == told.names
