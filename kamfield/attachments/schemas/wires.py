"""What the document says of the routes that move bytes."""

from kamfield.attachments.schemas.tus import ALGORITHMS, BODY, EXTENSIONS, VERSION
from kamfield.web.raw import Header, Reply, Wire

_VERSION = Header("Tus-Resumable", "The version of the protocol.", VERSION, required=True)
_OFFSET = Header("Upload-Offset", "How many bytes are here; the next part begins there.", "1048576")
_LENGTH = Header("Upload-Length", "Size of the whole file in bytes.", "2481133")
_EXPIRES = Header("Upload-Expires", "Until when it can be gone on with.", "Mon, 09 Mar 2026 02:00:00 GMT")
_METADATA = Header(
    "Upload-Metadata",
    "Pairs of a name and a base64 value: `attachment_id` (the id that the attachment has or will have), and what"
    " else the sender wants to find again, such as `filename` and `filetype`.",
    "attachment_id MDE5OWE3YzI=,filename cGhvdG8uanBn",
    required=True,
)
_CHECKSUM = Header("Upload-Checksum", f"Of this part, in base64: {' or '.join(ALGORITHMS)}.", "sha1 Kq5sNclPz7QV2+lf")
_OVERRIDE = Header("X-HTTP-Method-Override", "`PATCH`, `HEAD` or `DELETE`.", "PATCH", required=True)
_BACK = Header("Tus-Resumable", "The version of the protocol.", VERSION)

_OVER = (404, 410, 412)
_PART = (400, 404, 409, 410, 412, 413, 415, 422, 460)
_ON = Reply("What has arrived is kept.", (_BACK, _OFFSET, _EXPIRES))

ASK = Wire(
    {
        204: Reply(
            "What this server speaks.",
            (
                _BACK,
                Header("Tus-Version", "Versions of the protocol.", VERSION),
                Header("Tus-Extension", "Extensions of it.", EXTENSIONS),
                Header("Tus-Max-Size", "Largest file in bytes.", "52428800"),
                Header("Tus-Checksum-Algorithm", "For Upload-Checksum.", ",".join(ALGORITHMS)),
            ),
        )
    }
)
BEGIN = Wire(
    {
        201: Reply(
            "The upload has an address.",
            (_BACK, Header("Location", "The upload's address.", "/api/v1/uploads/0199a7c2"), _OFFSET, _EXPIRES),
        )
    },
    (_VERSION, Header("Upload-Length", _LENGTH.text, _LENGTH.example, required=True), _METADATA, _CHECKSUM),
    BODY,
    _PART,
)
WHERE = Wire({200: Reply("How far it is.", (_BACK, _OFFSET, _LENGTH, _METADATA, _EXPIRES))}, (_VERSION,), errors=_OVER)
CONTINUE = Wire(
    {204: _ON},
    (_VERSION, Header("Upload-Offset", "Where this part begins.", "0", required=True), _CHECKSUM),
    BODY,
    _PART,
)
END = Wire({204: Reply("It is over.", (_BACK,))}, (_VERSION,), errors=(*_OVER, 409))
OVERRIDE = Wire({204: _ON}, (_VERSION, _OVERRIDE), BODY, (*_PART, 405))

_RANGE = Header("Range", "Only a part of it.", "bytes=0-65535")
_KNOWN = Header("If-None-Match", "The ETag you have.", '"9f86d081884c7d65"')
_TAG = Header("ETag", "The SHA-256 of the bytes.", '"9f86d081884c7d65"')
_NAME = Header("Content-Disposition", "Shown or saved, and under which name.", "inline; filename*=UTF-8''%E5%9B%BE.jpg")
CONTENT = Wire(
    {
        200: Reply("The bytes.", (_TAG, _NAME), "application/octet-stream"),
        206: Reply("The wanted part of them.", (_TAG, _NAME), "application/octet-stream"),
        304: Reply("You have them."),
    },
    (_RANGE, _KNOWN),
    errors=(404, 409, 416),
)
