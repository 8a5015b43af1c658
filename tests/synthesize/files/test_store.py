"""
The files of a space: looked at, listed, downloaded, registered, deleted.
"""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from samples import given_media
from stages.asked_files import BASE, ask, get, header, listed, problem, store, told, upload

from mockgemini.clock import ManualClock
from mockgemini.exchange import Payload
from mockgemini.synthesize.files import FileStore


def test_a_file_is_found_under_its_name():
    """
    A GET tells the file without a wrapper, as its upload told it; in every version of the API.
    """
    files = store()
    file = upload(files, b"text", mime_type="text/plain", file={"display_name": "Notes"})

    for path in ("/v1/", "/v1beta/", "/v1alpha/"):
        assert file == told(ask(files, "GET", path + file["name"]))
    assert re.fullmatch(r"files/[a-z0-9]{12}", file["name"])


def test_the_same_uploads_get_the_same_names():
    """
    Names depend on the dice, the bytes and how often they came; not on what else is uploaded.
    """
    one, other = store(), store()
    upload(other, b"something else")

    first = [upload(one)["name"] for _ in range(2)]

    assert first == [upload(other)["name"] for _ in range(2)]
    assert 2 == len(set(first))
    assert upload(store(b"other dice"))["name"] not in first


def test_a_reset_begins_anew():
    """
    After a reset there are no files, and the same uploads give the same bytes again.
    """
    files = store()
    first = upload(files)

    files.reset()

    assert {} == listed(files)
    assert first == upload(files)


def test_an_unknown_file_is_forbidden():
    """
    Google does not tell whether a file exists that one may not see.
    """
    words = "You do not have permission to access the File abc or it may not exist."
    files = store()

    for method in ("GET", "DELETE"):
        answer = ask(files, method, "/v1beta/files/abc")
        assert (403, "PERMISSION_DENIED", words) == problem(answer)
    assert 403 == ask(files, "GET", "/v1/files/abc:download?alt=media").status


def test_a_deleted_file_is_gone():
    """
    A DELETE is answered with an empty object; afterwards the file is unknown.
    """
    files = store()
    name = upload(files)["name"]

    answer = ask(files, "DELETE", f"/v1/{name}", b"{}")

    assert (200, b"{}\n") == (answer.status, answer.body.read())
    assert 403 == get(files, name).status
    assert files.find(name) is None


# --- lists ----------------------------------------------------------------------------------------


@given(count=st.integers(0, 12), size=st.integers(1, 5))
def test_pages_show_every_file_once(count, size):
    """
    The newest first, `pageSize` at a time, until there is no token; and never an empty one.
    """
    files = store()
    names = [upload(files, bytes([n]))["name"] for n in range(count)]
    seen, token = [], ""

    while token is not None:
        page = listed(files, f"pageSize={size}&pageToken={token}")
        assert len(page.get("files", [])) <= size
        seen += [file["name"] for file in page.get("files", [])]
        token = page.get("nextPageToken")
        assert token != ""

    assert names[::-1] == seen


def test_a_page_has_ten_files_and_a_hundred_at_most():
    """
    Ten where the client does not say, or says zero; a hundred where it wants more.
    """
    files = store()
    for n in range(101):
        upload(files, bytes([n]))

    assert 10 == len(listed(files)["files"]) == len(listed(files, "pageSize=0")["files"])
    assert 100 == len(listed(files, "page_size=1000")["files"])


def test_a_deletion_between_pages_shifts_nothing():
    """
    A token means the place in time, so what is deleted or added meanwhile neither hides a file nor
    shows one twice.
    """
    files = store()
    names = [upload(files, bytes([n]))["name"] for n in range(4)]
    token = listed(files, "pageSize=2")["nextPageToken"]

    ask(files, "DELETE", f"/v1/{names[2]}")
    upload(files, b"new")

    left = [file["name"] for file in listed(files, f"pageSize=2&pageToken={token}")["files"]]
    assert [names[1], names[0]] == left


@pytest.mark.parametrize(
    "query", ["pageSize=many", "pageSize=-1", "pageToken=A", "pageToken=AAAA", "pageToken=%C3%A9"]
)
def test_a_wrong_page_is_refused(query):
    """
    Neither a word nor a negative number is a size; a token is one of ours.
    """
    code, word, _ = problem(ask(store(), "GET", f"/v1/files?{query}"))

    assert (400, "INVALID_ARGUMENT") == (code, word)


# --- bytes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/v1beta/{}:download?alt=media", "/v1/{}:download"])
def test_a_download_is_sent_to_another_path_first(path):
    """
    As recorded: a 302 to the same path below `/download`, which has the bytes and their type.
    """
    files = store()
    name = upload(files, b"\x89PNG", mime_type="image/png")["name"]

    moved = ask(files, "GET", path.format(name))
    answer = ask(files, "GET", header(moved, "location"))

    assert (302, 200) == (moved.status, answer.status)
    assert f"{BASE}/download{path.format(name)}" == header(moved, "location")
    assert (b"\x89PNG", "image/png") == (answer.body.read(), header(answer, "content-type"))


@pytest.mark.parametrize("content", [b"film", Payload(b"film")])
def test_what_was_made_here_can_be_downloaded(content):
    """
    A generated file is active at once, tells where its bytes are, and is found under that address.
    """
    files = store()

    file = files.add_generated(content, "video/mp4", "A film")

    resource = file.resource()
    assert ("GENERATED", "ACTIVE") == (resource["source"], resource["state"])
    assert b"film" == ask(files, "GET", f"/download/v1beta/{file.name}").body.read()
    assert file == files.find(resource["downloadUri"])
    assert [file.name] == [each["name"] for each in listed(files)["files"]]


@pytest.mark.parametrize(
    "reference",
    [
        "files/{}",
        "https://generativelanguage.googleapis.com/v1beta/files/{}",
        "http://127.0.0.1:8765/v1/files/{}",
        "http://127.0.0.1:8765/s/films/v1alpha/files/{}",
        "https://generativelanguage.googleapis.com/v1beta/files/{}:download?alt=media",
    ],
)
def test_interactions_may_refer_to_a_file_in_many_ways(reference):
    """
    By its name, by Google's uri, by our own address, by the address of its bytes.
    """
    files = store()
    name = upload(files, given_media.png(8, 9, given_media.dice()), mime_type="image/png")["name"]

    found = files.find(reference.format(name.removeprefix("files/")))

    assert (name, (8, 9)) == (found.name, found.reading.pixels)


@pytest.mark.parametrize("reference", ["", "files/other", "https://example.com/a.png", "gs://a/b"])
def test_other_references_are_none(reference):
    """
    What refers to no file of ours finds none.
    """
    files = store()
    upload(files)

    assert files.find(reference) is None


# --- the rest -------------------------------------------------------------------------------------


def test_files_in_cloud_storage_are_registered():
    """
    Each gets a name and is active; it is found by that and by its own address.
    """
    files = store()
    body = json.dumps({"uris": ["gs://bucket/a.pdf", "gs://bucket/b"]}).encode()

    found = told(ask(files, "POST", "/v1/files:register", body))["files"]

    assert ["application/pdf", "application/octet-stream"] == [file["mimeType"] for file in found]
    assert {("REGISTERED", "ACTIVE")} == {(file["source"], file["state"]) for file in found}
    assert found[0]["name"] == files.find("gs://bucket/a.pdf").name
    assert 2 == len(listed(files)["files"])


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b"{}", b'{"uris":[]}', b'{"uris":["http://a"]}', b'{"uris":[7]}']
)
def test_other_addresses_are_not_registered(body):
    """
    Only addresses of Cloud Storage, and at least one of them.
    """
    assert 400 == ask(store(), "POST", "/v1/files:register", body).status


@pytest.mark.parametrize(
    ("method", "path"), [("PATCH", "/v1/files/abc"), ("POST", "/v1/files"), ("GET", "/v1/models")]
)
def test_other_calls_are_not_known(method, path):
    """
    What is no call of the Files API is a 404, as of any method that Google does not have.
    """
    assert (404, "NOT_FOUND", "Method not found.") == problem(ask(store(), method, path))


def test_a_name_is_never_given_twice():
    """
    Should the dice fall on a name that a client has chosen, they are thrown again.
    """
    taken = upload(store(), b"text")["name"]
    files = store()
    upload(files, b"other", file={"name": taken})

    assert taken != upload(files, b"text")["name"]


class Walk(RuleBasedStateMachine):
    """
    Any walk of uploads, looks, deletions and hours: what is told is what a simple model expects.
    """

    def __init__(self):
        super().__init__()
        self.clock = ManualClock()
        self.files = FileStore(given_media.dice(), self.clock)
        self.known = {}
        self.hours = 0

    @rule(slow=st.booleans(), data=st.binary(max_size=2))
    def upload(self, slow, data):
        mime_type = "video/mp4" if slow else "text/plain"
        name = upload(self.files, data, mime_type=mime_type)["name"]
        assert name not in self.known
        self.known[name] = [self.hours, 0 if slow else 2]

    @rule(data=st.data())
    def look(self, data):
        if self.known:
            name = data.draw(st.sampled_from(sorted(self.known)))
            began, looks = self.known[name]
            self.known[name][1] += 1
            is_active = looks >= 1 or self.hours > began
            state = told(get(self.files, name))["state"]
            assert ("ACTIVE" if is_active else "PROCESSING") == state

    @rule(data=st.data())
    def delete(self, data):
        if self.known:
            name = data.draw(st.sampled_from(sorted(self.known)))
            del self.known[name]
            assert 200 == ask(self.files, "DELETE", f"/v1/{name}").status

    @rule(hours=st.integers(1, 30))
    def wait(self, hours):
        self.clock.advance(hours * 3600)
        self.hours += hours
        self.known = {name: kept for name, kept in self.known.items() if self.hours - kept[0] < 48}

    @invariant()
    def knows_what_there_is(self):
        assert len(self.known) == len(self.files)
        assert all(self.files.find(name) is not None for name in self.known)


Walk.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestWalk = Walk.TestCase
