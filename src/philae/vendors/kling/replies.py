"""What Kling says, as templates (reference video-midjourney, 7.1, 7.2, 7.8, 7.11; klingai.com/document-api)."""

from philae.core.native.template import (
    CREATED,
    EXTERNAL,
    ID,
    INDEX,
    NAME,
    REQUEST,
    SECONDS,
    STATUS,
    UPDATED,
    URL,
    Alias,
    Each,
    Fact,
    File,
    When,
)

SAID = Fact("message", "")
"""The reason of a failure stands beside the state, an empty text where there is none."""
INFO = When("external", {"external_task_id": EXTERNAL})
TASK = {"task_id": ID, "task_status": STATUS, "task_info": INFO, "created_at": CREATED, "updated_at": UPDATED}
FILES = {
    "videos": File("video", {"id": NAME, "url": URL, "duration": Fact("seconds", text=True)}, many=True),
    "images": File("image", {"index": INDEX, "url": URL}, many=True),
    "audios": File("audio", {"id": NAME, "url_mp3": URL, "url": URL, "duration_mp3": SECONDS}, many=True),
}
TOLD = {**TASK, "task_status_msg": SAID, "task_result": FILES}
"""The webhook's body: what a poll says, without its envelope (7.2)."""


def envelope(data: object) -> dict[str, object]:
    """What stands around every answer (7.1)."""
    return {"code": 0, "message": "SUCCEED", "request_id": REQUEST, "data": data}


SUBMITTED, POLLED = envelope(TASK), envelope(TOLD)
PACK = {
    "resource_pack_name": "balance", "resource_pack_type": "decreasing_total", "remaining_quantity": Fact("left"),
    "status": Fact("spent", words={False: "online", True: "runOut"}),
}  # fmt: skip
BALANCE = envelope({"code": 0, "msg": "SUCCEED", "resource_pack_subscribe_infos": [PACK]})
"""What an account has left, as one pack of Kling's units (document-api/api/assets/account-usage)."""
SPOKEN = {"audios": File("audio", {"id": NAME, "url": URL, "duration": SECONDS}, many=True)}
VOICES = {"voices": File("audio", {"voice_id": NAME, "voice_name": Fact("voice_name"), "trial_url": URL}, many=True)}
"""A voice is known by the file with which it introduces itself."""
FACES = Each(
    "faces",
    {
        "face_id": Alias("face_id"),
        "face_image": File("image", URL),
        "start_time": Fact("start"),
        "end_time": Fact("end"),
    },
    [],
)
SEGMENTS = Each(
    "segments", {"type": Fact("type"), "is_contain": Fact("is_contain"), "url": File("image", URL, otherwise="")}, []
)
FOUND = {
    "status": Fact("verdict", 0), "fps": Fact("fps"), "original_duration": Fact("original_duration"), "width": Fact("film_width"),
    "height": Fact("film_height"), "total_frame": Fact("total_frame"), "normalized_video": File("video", URL),
}  # fmt: skip
MASK = {"object_id": Fact("object_id"), "rle_mask": Fact("rle_mask"), "png_mask": Fact("png_mask")}
CHOSEN = {
    "frame_index": Fact("frame_index"), "rle_mask_list": Each("masks", MASK), "video": File("video", URL),
    "video_cover": File("image", URL), "tracking_output": File("file", URL),
}  # fmt: skip
"""What a session's steps say. `tracking_output` has the masks of every frame, in a form that Kling does not document."""
