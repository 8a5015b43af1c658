"""
Uploads, in pieces and in one.
"""

import asyncio
import gc
import tempfile
import tracemalloc
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from stages.asked_files import BASE, address, ask, header, problem, send, start, store, told, upload

from mockgemini.exchange import SPOOL_AT, Body, Request


def status(answer):
    """
    How an upload stands after an answer: status, bytes received.
    """
    received = header(answer, "x-goog-upload-size-received")
    return header(answer, "x-goog-upload-status"), received and int(received)


def test_an_upload_goes_on_where_the_client_came_in():
    """
    The address of an upload is absolute, within the client's space, and says what it is.
    """
    answer = start(store())

    url = address(answer)

    assert (200, b"") == (answer.status, answer.body.read())
    assert url == header(answer, "x-goog-upload-control-url")
    assert url.startswith(f"{BASE}/upload/v1beta/files?upload_id=")
    assert url.endswith("&upload_protocol=resumable")
    assert "active" == header(answer, "x-goog-upload-status")
    assert "8388608" == header(answer, "x-goog-upload-chunk-granularity")


@given(data=st.binary(max_size=50), cuts=st.lists(st.integers(0, 50), max_size=4))
def test_however_it_is_cut_the_same_file_comes(data, cuts):
    """
    Pieces at their offsets, and `finalize` in a request of its own, are the whole.
    """
    files = store()
    url = address(start(files, size=len(data)))
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]

    for begin, end in pairwise(edges):
        answer = send(files, url, data[begin:end], "upload", begin)
        assert ("active", end) == status(answer)
    answer = send(files, url, command="finalize", offset=None)

    assert told(answer)["file"] == upload(store(), data)
    assert ("final", None) == status(answer)
    assert data == files.find(told(answer)["file"]["name"]).payload.read()


def test_a_query_tells_how_far_it_is():
    """
    While it runs a query tells the bytes received; at the end it tells the file once more.
    """
    files = store()
    url = address(start(files))
    send(files, url, b"12345", "upload")

    assert ("active", 5) == status(send(files, url, command="query"))

    last = send(files, url, b"678", offset=5)
    assert last.body == send(files, url, command="query").body


def test_a_piece_at_the_wrong_place_changes_nothing():
    """
    A wrong offset is a 400 that leaves the upload open where it was.
    """
    files = store()
    url = address(start(files, size=6))
    send(files, url, b"123", "upload")

    wrong = send(files, url, b"456", "upload, finalize", offset=4)

    assert (400, "INVALID_ARGUMENT", "Expected the byte at offset 3, not at '4'.") == problem(wrong)
    assert ("active", 3) == status(send(files, url, command="query"))
    assert 200 == send(files, url, b"456", offset=3).status


def test_the_announced_size_has_to_come():
    """
    Fewer or more bytes than were announced are refused, and the upload is over.
    """
    files = store()
    url = address(start(files, size=10))

    code, _, words = problem(send(files, url, b"123"))

    assert (400, "The upload announced 10 bytes, and 3 have come.") == (code, words)
    assert "already been terminated" in problem(send(files, url, b"4567890", offset=3))[2]
    assert 0 == len(files)


def test_a_cancelled_upload_is_over():
    """
    Nothing can be added to what was cancelled; a query tells that it was.
    """
    files = store()
    url = address(start(files))
    send(files, url, b"12", "upload")

    assert ("cancelled", 0) == status(send(files, url, command="cancel"))
    assert "Upload has already been terminated." == problem(send(files, url, b"3", offset=2))[2]
    assert ("cancelled", 0) == status(send(files, url, command="query"))


def test_every_refusal_tells_a_status():
    """
    Without an upload status the SDKs would ask three times more before they raise.
    """
    files = store()
    url = address(start(files))
    refusals = [
        (404, send(files, f"{BASE}/upload/v1/files?upload_id=other", b"1")),
        (400, send(files, url, b"1", "begin")),
        (400, send(files, url, b"1", "")),
        (400, start(files, x_goog_upload_command="upload")),
        (400, start(files, x_goog_upload_protocol="carrier pigeon")),
        (400, ask(files, "POST", "/upload/v1/files", b"{}")),
    ]

    for code, answer in refusals:
        assert code == answer.status
        assert "final" == header(answer, "x-goog-upload-status")


def test_a_file_without_a_type_is_refused():
    """
    Neither header nor metadata tell the type: a 400 that names both.
    """
    _, word, words = problem(start(store(), mime_type=None))

    assert "INVALID_ARGUMENT" == word
    assert "X-Goog-Upload-Header-Content-Type or in 'file.mime_type'" in words
    assert 200 == start(store(), mime_type=None, file={"mime_type": "text/plain"}).status


def test_a_raw_upload_is_one_request():
    """
    With the protocol `raw`, or `uploadType=media`, the body is the file.
    """
    files = store()

    raw = ask(files, "POST", "/upload/v1beta/files", b"GIF89a", x_goog_upload_protocol="raw",
              content_type="image/gif", x_goog_upload_file_name="dot.gif")  # fmt: skip
    media = ask(files, "POST", "/upload/v1/files?uploadType=media", b"GIF89a",
                content_type="image/gif")  # fmt: skip
    nameless = ask(files, "POST", "/upload/v1/files?uploadType=media", b"GIF89a",
                   content_type="application/x-www-form-urlencoded")  # fmt: skip

    assert ("dot.gif", "image/gif", "6") == tuple(
        told(raw)["file"][key] for key in ("displayName", "mimeType", "sizeBytes")
    )
    named = ask(files, "POST", "/upload/v1/files?uploadType=media", b"GIF89a",
                x_goog_upload_header_content_type="image/gif")  # fmt: skip

    assert "ACTIVE" == told(media)["file"]["state"]
    assert "image/gif" == told(named)["file"]["mimeType"]
    assert 400 == nameless.status


def test_a_multipart_upload_is_metadata_and_file():
    """
    `multipart/related`: the JSON names the file, the second part's header its type.
    """
    body = (
        b'--frontier\r\nContent-Type: application/json\r\n\r\n{"file": {"displayName": "Dot"}}'
        b"\r\n--frontier\r\nContent-Type: image/gif\r\n\r\nGIF89a\r\n--frontier--\r\n"
    )

    files = store()
    answer = ask(
        files,
        "POST",
        "/upload/v1beta/files?uploadType=multipart",
        body,
        content_type="multipart/related; boundary=frontier",
    )

    file = told(answer)["file"]
    assert ("Dot", "image/gif", "6") == (file["displayName"], file["mimeType"], file["sizeBytes"])
    assert b"GIF89a" == files.find(file["uri"]).payload.read()


def test_a_name_that_is_taken_is_a_conflict():
    """
    Two files cannot have one name: told at the start, and at the end to the one who is later.
    """
    files = store()
    early, late = (address(start(files, file={"name": "files/mine"})) for _ in range(2))
    send(files, early, b"first")

    conflict = (409, "ALREADY_EXISTS", "Requested entity already exists")

    assert conflict == problem(send(files, late, b"second"))
    assert conflict == problem(start(files, file={"name": "mine"}))
    assert b"first" == files.find("files/mine").payload.read()


def test_the_same_uploads_have_the_same_addresses():
    """
    An upload's id depends on the dice and on what is announced, the second time on that as well.
    """
    one, other = store(), store()

    first = [address(start(one, size=n)) for n in (1, 2, 1)]

    assert first == [address(start(other, size=n)) for n in (1, 2, 1)]
    assert 3 == len(set(first))


def test_only_so_many_uploads_are_remembered():
    """
    Uploads that nobody ends do not pile up: the oldest are forgotten.
    """
    files = store()
    first = address(start(files))
    for _ in range(1000):
        start(files)

    assert 404 == send(files, first, b"1").status


def test_two_ends_make_one_file():
    """
    Of two requests that end an upload at the same time, the later one is told that it is over.
    """
    files = store()
    url = address(start(files)).removeprefix(BASE)
    path, _, query = url.partition("?")

    async def slowly():
        await asyncio.sleep(0)
        yield b"123"

    async def both():
        headers = (("x-goog-upload-command", "upload, finalize"),)
        asked = [Request("POST", path, query, headers, Body(slowly()), BASE) for _ in range(2)]
        return await asyncio.gather(*map(files.respond, asked))

    assert [200, 400] == [answer.status for answer in asyncio.run(both())]
    assert 1 == len(files)


def test_a_large_upload_takes_no_memory():
    """
    Of twenty megabytes in one request no more than two are in memory at a time.
    """
    files = store()
    path, _, query = address(start(files)).removeprefix(BASE).partition("?")

    async def film():
        for _ in range(320):
            yield bytes(65_536)

    headers = (("x-goog-upload-command", "upload, finalize"),)
    request = Request("POST", path, query, headers, Body(film()), BASE)
    tracemalloc.start()
    answer = asyncio.run(files.respond(request))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert str(320 * 65_536) == told(answer)["file"]["sizeBytes"]
    assert peak < 2_500_000


def test_nothing_is_left_on_disk(tmp_path, monkeypatch):
    """
    What was spooled goes with the file, and with an upload that is cancelled or never ended.
    """
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    files, large = store(), bytes(SPOOL_AT + 1)
    name = upload(files, large)["name"]
    cancelled, open_ended = address(start(files)), address(start(files))
    for url in (cancelled, open_ended):
        send(files, url, large, "upload")

    assert 3 == len(list(Path(tmp_path).iterdir()))

    ask(files, "DELETE", f"/v1/{name}")
    send(files, cancelled, command="cancel")
    files.reset()
    gc.collect()
    assert [] == list(Path(tmp_path).iterdir())


def test_an_upload_in_a_folder_of_another_kind_is_not_ours():
    """
    Uploads to environments or file search stores are not answered as if they were files.
    """
    files = store()

    answer = ask(files, "POST", "/upload/v1beta/fileSearchStores/x:uploadToFileSearchStore")

    assert (404, "NOT_FOUND", "Method not found.") == problem(answer)
