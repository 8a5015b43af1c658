"""
Nothing that was paid for is lost: answers without a body, disks without room, recorders that meet.
"""

import asyncio
import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from samples.cassette_values import JSON, LARGE, posted, sample
from stages.small_upstreams import raw_upstream, say, say_slowly

from mockgemini.cassette.cassette import Header
from mockgemini.cassette.reading import load
from mockgemini.cassette.saving import save
from mockgemini.cassette.tape import Studio, Tape, part_of
from mockgemini.clock import ManualClock
from mockgemini.errors import CassetteError, UpstreamError
from mockgemini.exchange import Payload, Reply, Request
from mockgemini.record.recorder import Recorder
from mockgemini.record.upstream import Upstream
from mockgemini.server.running import BackgroundServer

try:
    import resource
except ImportError:
    resource = None

ROOT = Path(__file__).parents[2]
limited = pytest.mark.skipif(resource is None, reason="Windows has no limit on the size of files")


@pytest.fixture
def path(tmp_path):
    """
    A cassette that is there already, and is recorded anew.
    """
    path = tmp_path / "cassettes" / "talk.yaml"
    save(sample(), path)
    return path


def tape_on(path):
    """
    A recorder's tape.
    """
    return Tape(path, Header(), Studio(ManualClock(), lambda _request: False))


def said(body, answer=b"{}"):
    """
    A POST of a text and its answer.
    """
    return posted(body, Reply(200, JSON, Payload(answer), 0.5))


def asked(path):
    """
    The bodies of all recorded requests.
    """
    return [each.request.body.payload.read() for each in load(path).exchanges]


@contextlib.contextmanager
def no_room(size):
    """
    No file may grow beyond so many bytes, as on a disk that is full.
    """
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


# --- what is recorded when the client has it --------------------------------------------------


@pytest.mark.parametrize(
    ("method", "head"),
    [
        ("GET", b"HTTP/1.1 204 No Content\r\n\r\n"),
        ("HEAD", b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n"),
        ("DELETE", b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"),
    ],
    ids=["204", "HEAD", "empty"],
)
def test_an_answer_without_a_body_is_recorded_with_its_head(method, head):
    """
    Where nothing follows the head, the exchange is kept before the client is given the head.
    """
    kept = []

    async def run():
        async with raw_upstream(head) as url:
            recorder = Recorder(Upstream(url), kept.append, revision=lambda _: None)
            live = await recorder(Request(method, "/v1/files/a"))
            before = len(kept)
            assert [] == [chunk async for chunk in live.chunks]
            await recorder.close()
            return before

    assert 1 == asyncio.run(run())
    assert [method] == [each.request.method for each in kept]


@pytest.mark.parametrize("ending", ["length", "chunked"])
def test_an_answer_that_ended_is_recorded(ending):
    """
    Whether its length was said or it came in chunks: whose answer has ended finds it recorded.
    """
    kept, seen = [], []

    async def app(_scope, _receive, send):
        if ending == "length":
            await say(send, b"{}")
        else:
            await say_slowly(send, [b"data: 1\n\n", b"data: 2\n\n"])

    async def run(url):
        recorder = Recorder(Upstream(url), kept.append, revision=lambda _: None)
        live = await recorder(Request("GET", "/v1/x"))
        async for _ in live.chunks:
            pass
        seen.append(len(kept))
        await recorder.close()

    with BackgroundServer(app) as upstream:
        asyncio.run(run(upstream.url))

    assert [1] == seen


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"", "127.0.0.1 could not be reached (it closed the connection without an answer)"),
        (
            b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{",
            "its answer was cut off (upstream broke off)",
        ),
    ],
    ids=["before the head", "within the body"],
)
def test_what_upstream_broke_off_is_told(answer, expected):
    """
    Where upstream hangs up, whoever records reads which request is missing and why.
    """
    kept = []

    async def run():
        async with raw_upstream(answer) as url:
            recorder = Recorder(Upstream(url), kept.append, revision=lambda _: None)
            with contextlib.suppress(UpstreamError):
                live = await recorder(Request("POST", "/v1/interactions"))
                async for _ in live.chunks:
                    pass
            await recorder.close()
            return recorder.reports

    assert [f"POST /v1/interactions was not recorded: {expected}"] == asyncio.run(run())
    assert [] == kept


# --- no room, no permission -------------------------------------------------------------------


@limited
def test_a_full_disk_loses_what_found_no_room_and_nothing_else(path):
    """
    An exchange without room is refused whole; the others stay, and later ones follow when there is
    room again; but the cassette is not replaced by less than was asked for.
    """
    before = path.read_bytes()
    tape = tape_on(path)
    tape.append(said(b"a"))

    with no_room(tape.part.stat().st_size + 20), pytest.raises(CassetteError) as caught:
        tape.append(said(b"b"))
    tape.append(said(b"c"))

    assert f"{tape.part}: cannot be written: File too large" == str(caught.value)
    assert (b"a", b"c", False) == (*asked(tape.part), load(tape.part).is_torn)
    with pytest.raises(CassetteError, match=r"the recording lies in .*failed.yaml without it"):
        tape.finish()
    assert before == path.read_bytes()
    assert [b"a", b"c"] == asked(path.with_name("talk.failed.yaml"))


@limited
def test_a_disk_that_was_full_from_the_start_leaves_nothing(path):
    """
    Where no exchange found room there is no recording, and the reason is told.
    """
    before = path.read_bytes()
    tape = tape_on(path)

    with no_room(tape.part.stat().st_size), pytest.raises(CassetteError):
        tape.append(said(b"a"))
    with pytest.raises(CassetteError, match=r"yaml.part: cannot be written: File too large$"):
        tape.finish()

    assert before == path.read_bytes()
    assert not tape.part.exists()


@limited
def test_half_a_blob_is_none(path):
    """
    A blob without room leaves no file behind, and is written when it comes again.
    """
    tape = tape_on(path)
    blobs = path.parent / "blobs"
    before = sorted(blobs.iterdir())
    picture = said(b"a", f'{{"image":"{LARGE[:-400]}"}}'.encode())

    with no_room(1000), pytest.raises(CassetteError, match="File too large"):
        tape.append(picture)
    assert before == sorted(blobs.iterdir())
    tape.append(picture)

    assert len(before) + 1 == len(list(blobs.iterdir()))
    with tape:
        assert [b"a"] == asked(tape.part)


@limited
def test_a_disk_that_is_full_at_the_end_keeps_the_part(path):
    """
    Where the cassette finds no room the old one stays, and it is told where the recording is.
    """
    before = path.read_bytes()
    tape = tape_on(path)
    tape.append(said(b"a" * 3000))

    with no_room(1000), pytest.raises(CassetteError) as caught:
        tape.finish()

    told = f"{path}: cannot be written: File too large; the recording stays in {tape.part}"
    assert told == str(caught.value)
    assert before == path.read_bytes()
    assert [b"a" * 3000] == asked(tape.part)
    assert ["blobs", "talk.yaml", "talk.yaml.part"] == sorted(
        each.name for each in path.parent.iterdir()
    )


@contextlib.contextmanager
def read_only(folder):
    """
    Nobody may write there; root has to be somebody else for that.
    """
    is_root = os.geteuid() == 0
    folder.chmod(0o555)
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not read-only there")
def test_a_read_only_folder_is_told_before_anything_is_asked():
    """
    Where nothing can be written, recording does not begin.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "talk.yaml"
        save(sample(), path)
        before = path.read_bytes()

        with read_only(path.parent), pytest.raises(CassetteError) as caught:
            tape_on(path)

        assert f"{part_of(path)}: cannot be written: Permission denied" == str(caught.value)
        assert before == path.read_bytes()
        assert not part_of(path).exists()


# --- two recorders ----------------------------------------------------------------------------


def record(path):
    """
    What `mockgemini record` says where it ends by itself.
    """
    command = [sys.executable, "-m", "mockgemini", "record", str(path), "--port", "0"]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a second recorder is not noticed there")
def test_a_second_recorder_is_sent_away(path):
    """
    A cassette that is being recorded is refused to others, in one sentence and with code 1.
    """
    with tape_on(path) as tape:
        tape.append(said(b"a"))

        second = record(path)

        assert [b"a"] == asked(tape.part)
    told = f"mockgemini: {tape.part}: another recorder is writing this cassette; wait for its end\n"
    assert (1, "", told) == (second.returncode, second.stdout, second.stderr)
