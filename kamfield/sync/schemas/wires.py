"""What the document says of the two routes that speak the phone's protocol."""

from kamfield.web.raw import Header, Reply, Wire

DEVICE = (
    Header("X-Device-Id", "Which phone this is.", "lis-phone"),
    Header("X-App-Version", "The app's version.", "2.4.1"),
    Header("X-Pending-Rows", "How many rows wait to be pushed.", "3"),
    Header("X-Device-Time", "What the phone's clock says.", "2026-03-02T09:30:00+08:00"),
)
CURSOR = Header("last_pulled_at", "The `timestamp` of the last pull; empty, `null` or `0` before the first.", "4711")
VERSION = Header("schema_version", "Of the app's tables; the newest when it is missing.", "2")

PUSH = Wire(
    {
        200: Reply(
            "Everything was taken over or kept: `written` acts, `issues` that were noted, `ignored` tables and columns"
            " that this release does not know.",
            media_type="application/json",
        )
    },
    DEVICE,
    body="application/json",
    errors=(400, 409, 413, 422, 426),
    parameters=(CURSOR, VERSION),
)
