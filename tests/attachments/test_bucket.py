"""Uploads of a served application whose files are in a bucket."""

from collections.abc import Callable

import pytest

from tests.attachments.test_served import LARGE, MEGABYTE, begin, content_of, cut_off, eventually, part, where
from tests.served import Served


@pytest.fixture
def in_bucket(served: Served, new_bucket: Callable[[], str]) -> Served:
    """The same server, started anew with a bucket for its files."""
    served.stop()
    served.settings["KAMFIELD_FILES_URL"] = new_bucket()
    served.start()
    return served


def test_an_upload_into_a_bucket_survives_a_cut_and_a_kill(in_bucket: Served, attachment_id: str) -> None:
    bearer = {"Authorization": f"Bearer {in_bucket.sign_in()}", "Tus-Resumable": "1.0.0"}
    place = begin(in_bucket, bearer, attachment_id)
    cut_off(in_bucket, bearer, place, LARGE[: 2 * MEGABYTE], len(LARGE)).close()
    assert eventually(lambda: where(in_bucket, bearer, place) == 2 * MEGABYTE)
    in_bucket.kill()
    in_bucket.start()
    offset = where(in_bucket, bearer, place)
    assert offset == 2 * MEGABYTE
    assert in_bucket.ask("PATCH", place, LARGE[:9], part(bearer, 0))[0] == 409
    assert in_bucket.ask("PATCH", place, LARGE[offset:], part(bearer, offset))[0] == 204
    assert content_of(in_bucket, bearer, attachment_id) == LARGE
    wanted = bearer | {"Range": f"bytes={9 * MEGABYTE}-{9 * MEGABYTE + 9}"}
    status, _, body = in_bucket.ask("GET", f"/attachments/{attachment_id}/content", None, wanted)
    assert (status, body) == (206, LARGE[9 * MEGABYTE : 9 * MEGABYTE + 10])
    assert not (in_bucket.home / "files").exists()
