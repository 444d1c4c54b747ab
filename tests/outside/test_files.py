"""Files on disk, in memory and in a bucket keep the same promises."""

import io
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamfield.outside import s3_url, silent
from kamfield.outside.files import (
    BadKey,
    DiskFiles,
    FileBusy,
    Files,
    MemoryFiles,
    NoSuchFile,
    WrongOffset,
    checked_key,
)
from kamfield.outside.s3_files import PIECE_BYTES, S3Files


class Broken(io.BytesIO):
    """Gives its bytes and then breaks off, as a phone does in a tunnel."""

    def read(self, size: int | None = -1, /) -> bytes:
        block = super().read(size)
        if not block:
            raise ConnectionResetError("the tunnel")
        return block


@pytest.fixture(params=["disk", "memory", "bucket"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    if request.param == "bucket":
        return S3Files(s3_url.parse(request.getfixturevalue("new_bucket")()))
    return DiskFiles(tmp_path / "files") if request.param == "disk" else MemoryFiles()


@pytest.fixture
def folders(files: Files) -> Files:
    """Those that have folders; in a bucket a key is only a name."""
    if isinstance(files, S3Files):
        pytest.skip("a bucket has no folders that could be in the way")
    return files


def content(files: Files, key: str) -> bytes:
    with files.open(key) as file:
        return file.read()


def test_what_is_written_can_be_read(files: Files) -> None:
    assert files.write("photos/2026/a1.jpg", io.BytesIO(b"picture")) == 7
    assert content(files, "photos/2026/a1.jpg") == b"picture"
    assert (files.exists("photos/2026/a1.jpg"), files.size("photos/2026/a1.jpg")) == (True, 7)


def test_a_large_file_comes_back_whole(files: Files) -> None:
    large = bytes(range(256)) * 10_001
    assert files.write("large", io.BytesIO(large)) == len(large)
    assert content(files, "large") == large


def test_an_opened_file_can_be_read_from_the_middle(files: Files) -> None:
    files.write("a", io.BytesIO(b"0123456789"))
    with files.open("a") as file:
        file.seek(4)
        assert file.read(2) == b"45"


def test_writing_again_replaces(files: Files) -> None:
    files.write("a", io.BytesIO(b"longer before"))
    files.write("a", io.BytesIO(b"after"))
    assert content(files, "a") == b"after"


def test_a_stream_that_breaks_off_leaves_the_old_file(files: Files) -> None:
    files.write("a", io.BytesIO(b"before"))
    with pytest.raises(ConnectionResetError):
        files.write("a", Broken(b"half of"))
    assert content(files, "a") == b"before"


def test_a_deleted_file_is_gone_and_may_be_deleted_again(files: Files) -> None:
    files.write("x/a", io.BytesIO(b"a"))
    files.delete("x/a")
    files.delete("x/a")
    files.delete("never/there")
    assert not files.exists("x/a")


@pytest.mark.parametrize("key", ["missing", "x", "x/a/deeper"])
def test_what_was_never_stored_is_not_found(files: Files, key: str) -> None:
    files.write("x/a", io.BytesIO(b"a"))
    assert not files.exists(key)
    with pytest.raises(NoSuchFile):
        files.open(key)
    with pytest.raises(NoSuchFile):
        files.size(key)
    files.delete(key)
    assert files.exists("x/a")


def test_an_upload_goes_on_where_it_stopped(files: Files) -> None:
    assert files.append("up/1", 0, io.BytesIO(b"one ")) == 4
    assert files.append("up/1", 4, io.BytesIO(b"two")) == 7
    assert content(files, "up/1") == b"one two"


def test_what_arrived_before_a_break_is_kept(files: Files) -> None:
    with pytest.raises(ConnectionResetError):
        files.append("up/1", 0, Broken(b"half"))
    assert files.append("up/1", files.size("up/1"), io.BytesIO(b" and half")) == 13
    assert content(files, "up/1") == b"half and half"


@pytest.mark.parametrize("offset", [0, 3, 5])
def test_a_part_that_does_not_fit_changes_nothing_and_says_where_to_go_on(files: Files, offset: int) -> None:
    files.append("up/1", 0, io.BytesIO(b"four"))
    with pytest.raises(WrongOffset) as wrong:
        files.append("up/1", offset, io.BytesIO(b"more"))
    assert wrong.value.actual_size == 4
    assert content(files, "up/1") == b"four"


def test_a_late_part_does_not_begin_a_file(files: Files) -> None:
    with pytest.raises(WrongOffset) as wrong:
        files.append("up/1", 9, io.BytesIO(b"late"))
    assert (wrong.value.actual_size, files.exists("up/1")) == (0, False)


IMPOSSIBLE = [
    "", "/", "/etc/passwd", "..", "../x", "a/../../x", "a//b", "a/", ".", ".hidden", "a/.part", "a\\b", "a\0b",
    "a b", "图.jpg", "a\n", "c:", "~", "a" * 129, "/".join(["abc"] * 200), "-rf",
]  # fmt: skip


@pytest.mark.parametrize("key", IMPOSSIBLE, ids=lambda key: repr(key[:20]))
def test_no_key_leaves_the_folder(files: Files, key: str) -> None:
    with pytest.raises(BadKey):
        files.write(key, io.BytesIO(b"x"))
    with pytest.raises(BadKey):
        files.append(key, 0, io.BytesIO(b"x"))
    with pytest.raises(BadKey):
        files.open(key)
    with pytest.raises(BadKey):
        files.delete(key)
    with pytest.raises(BadKey):
        files.exists(key)
    with pytest.raises(BadKey):
        files.size(key)


@given(key=st.text(st.sampled_from("ab./\\-_~ \0\n"), max_size=12))
def test_every_key_that_passes_stays_inside(key: str) -> None:
    try:
        checked_key(key)
    except BadKey:
        return
    root = Path("/store")
    path = (root / key).resolve()
    assert path.is_relative_to(root)
    assert path != root


@pytest.mark.parametrize(("first", "second"), [("a", "a/b"), ("a/b", "a")])
def test_no_key_is_another_keys_folder(folders: Files, first: str, second: str) -> None:
    folders.write(first, io.BytesIO(b"first"))
    with pytest.raises(BadKey):
        folders.write(second, io.BytesIO(b"second"))
    with pytest.raises(BadKey):
        folders.append(second, 0, io.BytesIO(b"second"))
    assert content(folders, first) == b"first"


def test_a_broken_write_leaves_no_draft_behind(tmp_path: Path) -> None:
    with pytest.raises(ConnectionResetError):
        DiskFiles(tmp_path).write("a", Broken(b"half of"))
    assert list(tmp_path.iterdir()) == []


def test_a_reader_meanwhile_sees_the_old_file_whole(tmp_path: Path) -> None:
    files = DiskFiles(tmp_path)
    files.write("a", io.BytesIO(b"before"))

    class Peeking(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert content(files, "a") == b"before"
            return super().read(size)

    files.write("a", Peeking(b"after"))
    assert content(files, "a") == b"after"


def test_two_requests_cannot_continue_one_upload_at_a_time(tmp_path: Path) -> None:
    files = DiskFiles(tmp_path)
    begun, done = threading.Event(), threading.Event()

    class Hanging(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            begun.set()
            assert done.wait(5)
            return super().read(size)

    slow = threading.Thread(target=files.append, args=("up", 0, Hanging(b"slow")))
    slow.start()
    try:
        assert begun.wait(5)
        with pytest.raises(FileBusy):
            files.append("up", 0, io.BytesIO(b"fast"))
    finally:
        done.set()
        slow.join(5)
    assert content(files, "up") == b"slow"


def test_a_store_that_cannot_write_says_so(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    (tmp_path / "up").symlink_to(full)
    with pytest.raises(OSError, match="No space left"):
        DiskFiles(tmp_path).append("up", 0, io.BytesIO(b"x"))


def test_a_stream_is_never_held_whole(tmp_path: Path) -> None:
    asked: list[int | None] = []

    class Counting(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            asked.append(size)
            return super().read(size)

    DiskFiles(tmp_path).write("a", Counting(b"x" * (3 << 20)))
    assert asked == [1 << 20] * 4


def test_a_file_goes_on_after_it_was_written_in_one_go(files: Files) -> None:
    files.write("a", io.BytesIO(b"one "))
    assert files.append("a", 4, io.BytesIO(b"two")) == 7
    assert content(files, "a") == b"one two"
    files.write("a", io.BytesIO(b"anew"))
    assert content(files, "a") == b"anew"
    files.delete("a")
    assert not files.exists("a")


def test_an_empty_part_begins_an_empty_file(files: Files) -> None:
    assert files.append("a", 0, io.BytesIO()) == 0
    assert (files.exists("a"), files.size("a")) == (True, 0)
    assert files.append("a", 0, io.BytesIO(b"more")) == 4
    assert content(files, "a") == b"more"


def test_a_file_of_many_pieces_is_one_file(files: Files) -> None:
    large = bytes(range(251)) * 40_000  # 10 MB: three pieces in a bucket
    assert files.append("a", 0, io.BytesIO(large[:11])) == 11
    assert files.append("a", 11, io.BytesIO(large[11:])) == len(large)
    assert content(files, "a") == large
    with files.open("a") as file:
        for place in (0, 5, 11, PIECE_BYTES, PIECE_BYTES + 10, len(large) - 3):
            file.seek(place)
            assert file.read(20) == large[place : place + 20]
        assert file.seek(-2, io.SEEK_END) == len(large) - 2
        assert file.read() == large[-2:]
        assert file.read() == b""


def test_of_two_senders_at_one_offset_the_second_is_refused_by_the_bucket(new_bucket) -> None:
    address = s3_url.parse(new_bucket())
    files, other = S3Files(address), S3Files(address)

    class Overtaken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            block = super().read(size)
            if block:
                other.append("up", 0, io.BytesIO(b"theirs"))
            return block

    with pytest.raises(WrongOffset) as wrong:
        files.append("up", 0, Overtaken(b"ours, longer"))
    assert wrong.value.actual_size == 6
    assert content(files, "up") == b"theirs"


def test_a_bucket_out_of_reach_is_an_error_of_the_store() -> None:
    nowhere = S3Files(s3_url.parse("s3://key:secret@127.0.0.1:1/files?tls=0"))
    with pytest.raises(OSError, match="a: ") as unreachable:
        nowhere.size("a")
    assert not isinstance(unreachable.value, NoSuchFile)


@pytest.mark.parametrize(
    "url",
    [
        "http://key:hush@host/bucket", "s3://key:hush@host", "s3://key:hush@host/a/b", "s3://host/bucket",
        "s3://key@host/bucket", "s3://key:hush@host/bucket?tls=maybe", "s3://key:hush@host/bucket?sse=1",
        "s3://key:hush@host:99999/bucket",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_without_telling_the_secret(url: str) -> None:
    with pytest.raises(s3_url.BadFilesUrl) as bad:
        s3_url.parse(url)
    assert "KAMFIELD_FILES_URL" in str(bad.value)
    assert "hush" not in str(bad.value)


def test_an_address_says_everything() -> None:
    address = s3_url.parse("s3://ke%40y:se%2Fcret@oss.example.com/photos?region=cn-north-1&style=virtual")
    assert (address.endpoint, address.bucket, address.region) == (
        "https://photos.oss.example.com", "photos", "cn-north-1",
    )  # fmt: skip
    assert (address.key, address.secret, address.virtual) == ("ke@y", "se/cret", True)
    assert "se/cret" not in repr(address)


def test_silent_doors_are_fresh_each_time() -> None:
    first, second = silent(), silent()
    first.files.write("a", io.BytesIO(b"x"))
    assert not second.files.exists("a")
    assert first.mail.sent == []
    assert first.maps.locate("anywhere", None) is None
