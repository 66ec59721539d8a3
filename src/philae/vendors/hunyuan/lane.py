"""Hunyuan3D's task API as rows: Tencent's actions, and the same by path, which takes a plain key.

Actions: tencentcloud.com/document/api/1284 (75540, 75541, 75976, 75978), version 2023-09-01, and reference
text-image-audio-platform, 3.10. By path: cloud.tencent.com/document/product/1804/126189.
"""

from functools import partial

from philae.core.errors import ContentFiltered, InvalidRequest, RateLimited, UpstreamRefused
from philae.core.native.row import Act, Faults, Lane, Row
from philae.core.native.template import CODE, ID, MESSAGE, REQUEST, STATUS, URL, Fact, File
from philae.vendors.hunyuan.signature import PARTS, auth

TYPE = Fact(
    "format", words={e: e.upper() for e in ("glb", "obj", "stl", "usdz", "mp4", "gif")} | {"zip": "OBJ", "bin": "FBX"}
)
"""Tencent packs an OBJ with its textures; FBX has no type that is known."""
SHAPES = File("mesh", {"Type": TYPE, "Url": URL, "PreviewImageUrl": File("image", URL)}, many=True, otherwise=[])
ACTION = "x-tc-action"

_row = partial(
    Row,
    operation="mesh.generate",
    submitted={"Response": {"JobId": ID, "RequestId": REQUEST}},
    polled={
        "Response": {
            "Status": STATUS,
            "ErrorCode": Fact("code", ""),
            "ErrorMessage": Fact("message", ""),
            "ResultFile3Ds": SHAPES,
            "RequestId": REQUEST,
        }
    },
    words={"WAIT": "queued", "RUN": "running", "DONE": "succeeded", "FAIL": "failed"},
    asks="JobId",
    names={"prompt": "Prompt", "format": "ResultFormat"},
    media=("ImageBase64", "ImageUrl"),
    inline="base64",
)
GIVEN = "Prompt|ImageBase64|ImageUrl|MultiViewImages"
_pro = partial(_row, default="hunyuan-3d-pro", needs=(GIVEN,))
ROWS = (
    _pro(path="/", poll="/", act=Act(ACTION, "SubmitHunyuanTo3DProJob", "QueryHunyuanTo3DProJob")),
    _row(
        path="/",
        poll="/",
        act=Act(ACTION, "SubmitHunyuanTo3DRapidJob", "QueryHunyuanTo3DRapidJob"),
        default="hunyuan-3d-rapid",
        needs=("Prompt|ImageBase64|ImageUrl",),
        wire="rapid",
    ),
    _pro(path="/v1/ai3d/submit", poll="/v1/ai3d/query", wire="path"),
)

FAULTS = Faults(
    body={"Response": {"Error": {"Code": CODE, "Message": MESSAGE}, "RequestId": REQUEST}},
    good=("",),
    absent=("FailedOperation.JobNotExist", "FailedOperation.JobNotFound", "FailedOperation.TaskNotExist"),
    means={
        **dict.fromkeys(("AuthFailure", "UnauthorizedOperation", "UnknownParameter"), UpstreamRefused),
        **dict.fromkeys(("ResourceUnavailable", "ResourceInsufficient", "UnsupportedRegion"), UpstreamRefused),
        **dict.fromkeys(("InvalidParameter", "InvalidParameterValue", "MissingParameter"), InvalidRequest),
        **dict.fromkeys(("RequestLimitExceeded", "LimitExceeded"), RateLimited),
        "FailedOperation.JobQueueFull": RateLimited,
        "OperationDenied": ContentFiltered,
    },
    says={
        "invalid_request": (400, "InvalidParameterValue"),
        "invalid_input": (400, "InvalidParameterValue"),
        "too_large": (400, "InvalidParameterValue.ImageSizeExceed"),
        "conflict": (400, "InvalidParameterValue"),
        "invalid_api_key": (401, "AuthFailure"),
        "forbidden": (403, "UnauthorizedOperation"),
        "insufficient_funds": (402, "ResourceUnavailable.LowBalance"),
        "not_found": (404, "FailedOperation.JobNotExist"),
        "model_not_found": (404, "InvalidParameterValue"),
        "no_channel": (503, "ResourceUnavailable"),
        "not_implemented": (501, "UnsupportedOperation"),
        "content_filtered": (400, "OperationDenied.TextIllegalDetected"),
        "rate_limited": (429, "RequestLimitExceeded"),
    },
    otherwise="InternalError",
    fails={"content_filtered": "OperationDenied.TextIllegalDetected", "invalid_request": "InvalidParameterValue"},
    failed="FailedOperation.InnerError",
    filtered=("illegal", "moderat", "sensitive", "safety", "policy"),
)

LANE = Lane(
    name="hunyuan",
    rows=ROWS,
    faults=FAULTS,
    doors={"/hunyuan3d": {}},
    owns=("/hunyuan3d", "/v1/ai3d/"),
    base_url="https://hunyuan.intl.tencentcloudapi.com",
    secret="HUNYUAN_API_KEY",  # noqa: S106  the variable's name
    auth=auth,
    parts=PARTS,
    hosts=("tencentcloudapi.com",),
    concurrency=3,
)
