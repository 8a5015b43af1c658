"""
What makes two requests the same, and what does not.
"""

import base64
import copy
import hashlib
import json
import os

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mockgemini.exchange import SPOOL_AT, Body, Payload, Request, Spool
from mockgemini.jsontext import fold
from mockgemini.redaction import Redactor
from mockgemini.wire.canonical import Canonical, canonical, quick
from mockgemini.wire.forgetting import Rules

CREATE = "/v1beta/interactions"
UPLOAD = "/upload/v1beta/files"


def key(body=b"", path=CREATE, *, rules=None, revision="r", **head):
    if not isinstance(body, (bytes, Payload)):
        body = json.dumps(body).encode()
    request = Request(path=path, body=Body.of(body), **{"method": "POST"} | head)
    return canonical(request, revision, rules or Rules()).key()


def spooled(data):
    spool = Spool()
    spool.write(data)
    return spool.payload()


# --- the properties ---------------------------------------------------------------------------

FEWER = settings(max_examples=60, deadline=None)

LEAVES = st.one_of(
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False),
    st.text(max_size=8),
)
JSON = st.recursive(
    LEAVES | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=5) | st.sampled_from(["result", "type"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)
BODIES = st.fixed_dictionaries(
    {"input": JSON | st.text()},
    optional={
        "model": st.sampled_from(["gemini-2.5-flash", "models/gemini-2.5-pro"]),
        "stream": st.just(value=True),
        "tools": st.lists(st.fixed_dictionaries({"name": st.text(), "parameters": JSON})),
        "response_format": JSON,
        "generation_config": st.dictionaries(st.sampled_from("abc"), LEAVES),
    },
)


def reordered(body, _):
    if isinstance(body, dict):
        return {name: reordered(body[name], _) for name in reversed(body)}
    return [reordered(item, _) for item in body] if isinstance(body, list) else body


def with_floats(body, _):
    if isinstance(body, dict):
        return {name: with_floats(item, _) for name, item in body.items()}
    if isinstance(body, list):
        return [with_floats(item, _) for item in body]
    is_exact = type(body) is int and abs(body) < 2**53
    return float(body) if is_exact else body


def with_silence(body, pick):
    return body | {f"unset_{pick}": None} | ({} if "stream" in body else {"stream": False})


def with_prefix(body, _):
    model = body.get("model")
    return body | {"model": "models/" + model.removeprefix("models/")} if model else body


def respelled(body, pick):
    """
    The input in another of the spellings of one user's turn.
    """
    text = body["input"]
    if not isinstance(text, str):
        return body
    part = {"type": "text", "text": text}
    spellings = [
        part,
        [part],
        [{"role": "user", "content": text}],
        [{"content": [part], "role": "user"}],
        [{"type": "user_input", "content": [part]}],
        {"type": "user_input", "content": part},
    ]
    return body | {"input": spellings[pick % len(spellings)]}


FORGOTTEN = [reordered, with_floats, with_silence, with_prefix, respelled]


@FEWER
@given(BODIES, st.lists(st.tuples(st.sampled_from(FORGOTTEN), st.integers(0, 9)), max_size=5))
def test_forgotten_changes_leave_the_key_alone(body, changes):
    """
    Any chain of changes that say nothing leads to the same key.
    """
    changed = copy.deepcopy(body)
    for change, pick in changes:
        changed = change(changed, pick)

    assert key(body) == key(changed)


def leaves(value, path=()):
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    else:
        yield path, value


def replaced(value, path, new):
    value = copy.deepcopy(value)
    inner = value
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = new
    return value


@FEWER
@given(BODIES, LEAVES, st.data())
def test_any_other_change_of_a_leaf_changes_the_key(body, new, data):
    """
    One leaf changed to another value is another request.
    """
    path, old = data.draw(st.sampled_from(list(leaves(body)) or [(("input",), None)]))
    assume(old is not None and (old != new or isinstance(old, bool) != isinstance(new, bool)))
    assume(path != ("stream",) or new is not False)
    assume(
        path != ("model",) or str(old).removeprefix("models/") != str(new).removeprefix("models/")
    )

    assert key(body) != key(replaced(body, path, new))


@FEWER
@given(JSON, st.sampled_from(["get", "GET"]), st.text(max_size=5))
def test_text_is_the_whole_value(body, method, path):
    """
    A canonical request is read back from its text.
    """
    form = Canonical(method, path, (("a", "b"),), "r", (("offset", "0"),), body, "")

    again = Canonical.read(form.text())

    assert form.text() == again.text()
    assert form.key() == again.key()


@FEWER
@given(BODIES, BODIES)
def test_equal_quick_keys_mean_equal_keys(first, second):
    """
    Whenever the quick keys agree, the canonical ones do.
    """
    requests = [
        Request("POST", CREATE, body=Body.of(json.dumps(body).encode())) for body in (first, second)
    ]

    quick_keys = [quick(each, "r") for each in requests]

    assert quick_keys[0] != quick_keys[1] or key(first) == key(second)
    assert quick_keys[0] == quick(requests[0], "r")


# --- what is forgotten ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(("/v1/files/a", ""), ("/v1beta/files/a", ""), id="version"),
        pytest.param(
            ("/v1beta1/projects/p/locations/l/interactions/a", ""),
            ("/v1/projects/q/locations/global/interactions/a", ""),
            id="Vertex project and location",
        ),
        pytest.param(("/v1/files/a", "alt=sse&key=K"), ("/v1/files/a", ""), id="alt and key"),
        pytest.param(("/v1/files", "a=1&b=2"), ("/v1/files", "b=2&a=1"), id="order in the query"),
        pytest.param(("/v1/files", "a=x%2Fy"), ("/v1/files", "a=x/y"), id="escapes in the query"),
        pytest.param(("/v1/files/%7Ea", ""), ("/v1/files/~a", ""), id="escapes in the path"),
        pytest.param(
            ("/v1/interactions/a", "stream=false"), ("/v1/interactions/a", ""), id="stream=false"
        ),
    ],
)
def test_addresses_that_are_the_same(one, other):
    """
    Versions, projects, keys, order and escapes do not tell two addresses apart.
    """
    keys = {key(path=path, query=query, method="GET") for path, query in (one, other)}

    assert 1 == len(keys)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(("/v1/files/a", ""), ("/v1/files/b", ""), id="id"),
        pytest.param(("/v1/files/a%2Fb", ""), ("/v1/files/a/b", ""), id="escaped slash"),
        pytest.param(
            ("/v1/interactions/a", "stream=true"), ("/v1/interactions/a", ""), id="stream=true"
        ),
        pytest.param(
            ("/v1/models/m:streamGenerateContent", "alt=sse"),
            ("/v1/models/m:streamGenerateContent", ""),
            id="alt where it makes the stream",
        ),
        pytest.param(
            ("/v1/files", "pageToken=a&pageToken=b"), ("/v1/files", "pageToken=a"), id="twice"
        ),
        pytest.param(("/v1/files", "pageToken="), ("/v1/files", ""), id="empty value"),
    ],
)
def test_addresses_that_are_not_the_same(one, other):
    """
    What names a resource or chooses an answer tells two addresses apart.
    """
    keys = {key(path=path, query=query, method="GET") for path, query in (one, other)}

    assert 2 == len(keys)


def test_method_and_revision_are_in_the_key():
    """
    The same address under another method or in another revision is another request.
    """
    keys = {
        key(method="POST"),
        key(method="DELETE"),
        key(method="POST", revision="s"),
        key(method="POST", revision=None),
    }

    assert 4 == len(keys)


def test_headers_are_forgotten_but_for_uploads():
    """
    Traces, keys and clients are not in the key.
    """
    headers = (("traceparent", "00-1-2-01"), ("x-goog-api-key", "K"), ("user-agent", "x"))

    assert key(headers=headers) == key()


@pytest.mark.parametrize("empty", [b"{}", b" {\n} ", b'{"a":null}'], ids=repr)
def test_empty_bodies_are_the_same(empty):
    """
    Nothing and an empty object are one body: generations differ in what they send.
    """
    assert key(b"", method="DELETE") == key(empty, method="DELETE")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"tools": [{"parameters": {"default": None}}]}, {"tools": [{"parameters": {}}]}),
        ({"input": [{"arguments": {"a": None}}]}, {"input": [{"arguments": {}}]}),
        ({"input": [{"result": {"a": None}}]}, {"input": [{"result": {}}]}),
        ({"input": [1, None]}, {"input": [1]}),
        ({"store": False}, {}),
        ({"stream": True}, {}),
        ({"input": 1}, {"input": True}),
        ({"input": "1"}, {"input": 1}),
        ({"input": 12345678901234567890}, {"input": 12345678901234567891}),
        ({"input": []}, {"input": ""}),
        ({"previous_interaction_id": "a"}, {"previous_interaction_id": "b"}),
    ],
    ids=str,
)
def test_bodies_that_are_not_the_same(one, other):
    """
    Null in the user's own JSON, types and big numbers tell two bodies apart.
    """
    assert key(one) != key(other)


def test_what_json_can_hold_beyond_the_ordinary():
    """
    Lone surrogates, repeated keys and NaN have keys as well; broken JSON counts as bytes.
    """
    bodies = [b'{"input":"\\ud800"}', b'{"input":NaN}', b'{"input":', b"[" * 100_000, b"\xff"]

    assert len(bodies) == len({key(body) for body in bodies})
    assert key(b'{"input":1,"input":2}') == key({"input": 2})


@FEWER
@given(BODIES, st.sampled_from([CREATE, "/v1/files", f"/v1/interactions/a?x={'y' * 9}", UPLOAD]))
def test_what_has_no_secrets_needs_no_redactor(body, path):
    """
    Whether secrets are looked for makes no difference where there are none, or none any more.
    """
    text = json.dumps(body)
    secret = f'{{"input":{text},"key":"AIza{"x" * 35}"}}'
    for said in (text, Redactor().clean(secret)):
        asked = Request("POST", *path.partition("?")[::2], body=Body.of(said.encode()))

        assert canonical(asked, "r") == canonical(asked, "r", redactor=None)


# --- bodies that are not JSON, or large -------------------------------------------------------

IMAGE = base64.b64encode(os.urandom(600)).decode()


def test_base64_is_folded_on_both_sides():
    """
    A body as a cassette holds it, base64 folded away, has the key of the whole one.
    """
    body = json.dumps({"model": "m", "input": [{"type": "image", "data": IMAGE}]})

    def unreadable():
        raise AssertionError("no blob is needed for a key")

    recorded = Payload(load=unreadable, folded=fold(body)[0])
    escaped = body.replace("/", "\\/").encode()

    assert key(body.encode()) == key(recorded) == key(escaped)
    assert key(body.encode()) != key(body.replace(IMAGE, IMAGE[::-1]).encode())
    assert quick(Request("POST", CREATE, body=Body.of(recorded)), "r") is None


def test_quick_key_of_a_recorded_body_is_that_of_the_live_one():
    """
    Small or large, in memory or in a file, the same bytes have the same quick key.
    """
    for text in ["hi", "x" * 10_000, "x" * (SPOOL_AT + 1)]:
        body = json.dumps({"input": text})
        payloads = [Payload(body.encode()), Payload(folded=body), spooled(body.encode())]

        found = {quick(Request("POST", CREATE, body=Body.of(each)), "r") for each in payloads}

        assert 1 == len(found)
        assert 1 == len({key(each) for each in payloads})


def test_large_binary_bodies_are_not_read():
    """
    A spooled body that is no JSON at the first look counts by its digest.
    """
    data = b"\x89PNG" + bytes(SPOOL_AT)
    name = hashlib.sha256(data).hexdigest()[:16]

    form = canonical(Request("POST", "/x", body=Body.of(spooled(data))), None)

    assert (name, None) == (form.digest, form.body)


def test_json_too_large_to_parse_counts_by_its_digest(tmp_path):
    """
    JSON beyond 64 MiB is not parsed.
    """
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.write(b"[")
        file.truncate(64 * 1024 * 1024 + 1)

    form = canonical(Request("POST", "/x", body=Body.of(Payload(path=path, name="abc"))), None)

    assert "abc" == form.digest


@pytest.mark.parametrize("size", [10, SPOOL_AT + 10], ids=["small", "large"])
def test_multipart_boundaries_are_forgotten(size):
    """
    Two multipart bodies that differ in their boundary only are the same, cut wherever.
    """

    def body(boundary, content):
        return b"--%b\r\ncontent-type: text/plain\r\n\r\n%b\r\n--%b--\r\n" % (
            boundary,
            content,
            boundary,
        )

    keys = [key(spooled(body(boundary, b"x" * size))) for boundary in [b"aaaa", b"bcd"]]

    assert keys[0] == keys[1]
    assert keys[0] != key(spooled(body(b"aaaa", b"y" * size)))
    assert key(b"--") != key(b"--\r\n")


def test_boundary_across_two_pieces_is_found(tmp_path):
    """
    A boundary is cut out even where one piece of a file ends in it.
    """
    for offset in range(1, 12):
        bodies = []
        for boundary in [b"0123456789", b"abcdefghij"]:
            start = b"--" + boundary + b"\r\n"
            fill = b"x" * (256 * 1024 - len(start) - offset)
            path = tmp_path / f"{offset}{boundary.decode()}"
            path.write_bytes(start + fill + boundary + b"--")
            bodies.append(Payload(path=path))

        assert key(bodies[0]) == key(bodies[1])


# --- uploads ----------------------------------------------------------------------------------


def chunk(data, **headers):
    return key(
        data,
        UPLOAD,
        query="upload_id=U",
        headers=tuple((f"x-goog-upload-{name}", value) for name, value in headers.items()),
        revision=None,
    )


def test_command_and_offset_tell_chunks_apart():
    """
    The same bytes at another offset, or at the end, are another chunk.
    """
    keys = {
        chunk(b"x", command="upload", offset="0"),
        chunk(b"x", command="upload", offset="1"),
        chunk(b"x", command="upload, finalize", offset="0"),
        chunk(b"y", command="upload", offset="0"),
    }

    assert 4 == len(keys)


def test_what_generations_add_to_chunks_is_forgotten():
    """
    The protocol and the file's name count nothing in a chunk, nor do blanks in the command.
    """
    plain = chunk(b"x", command="upload, finalize", offset="0")

    assert plain == chunk(
        b"x", command="upload,finalize", offset="0", protocol="resumable", **{"file-name": "x.png"}
    )


def test_uploaded_json_counts_as_bytes():
    """
    A JSON file that is uploaded is compared byte for byte.
    """
    one, other = (chunk(data, command="upload", offset="0") for data in [b'{"a":1}', b'{"a": 1}'])

    assert one != other


def test_protocol_tells_beginnings_apart():
    """
    A resumable upload begins otherwise than a multipart one.
    """
    assert chunk(b"{}", protocol="raw") != chunk(b"{}", protocol="multipart")
    assert chunk(b"{}", command="start") != chunk(b"{}", command="start", protocol="resumable")


# --- secrets and rules ------------------------------------------------------------------------

SECRET = "AIza" + "x" * 35


@pytest.mark.parametrize("template", ['{"input":"my key is %s"}', "my key is %s, no JSON"])
def test_live_secret_matches_its_placeholder(template):
    """
    A request that carries a secret has the key of the recording it was taken out of.
    """
    live = template % SECRET

    assert key(live.encode()) == key(Redactor().text(live).encode())


def test_live_secret_in_the_query_matches_its_placeholder():
    """
    The same holds for an upload's id.
    """
    live = "upload_id=abcdefghijklmnop"

    assert key(query=live) == key(query=Redactor().text("?" + live)[1:])


def test_rules_are_applied_to_body_path_and_query():
    """
    What is normalized is normalized everywhere; what is ignored may be anything or absent.
    """
    rules = Rules(("/labels/*",), ("uuid",))
    ids = ["0b0e0f1a-1111-4222-8333-444455556666", "ffffffff-1111-4222-8333-444455556666"]

    keys = {
        key(
            {"input": f"run {each}", "labels": {each: 1}},
            f"/x/{each}",
            query=f"run={each}",
            rules=rules,
        )
        for each in ids
    }

    assert 1 == len(keys)
    assert key({"labels": {}}, rules=rules) == key({"labels": {"a": 1}}, rules=rules)


def test_canonical_request_can_be_printed():
    """
    Printed, it shows the address, the revision, the upload and the body or its digest.
    """
    request = Request(
        "post",
        "/v1/interactions",
        "b=2&a=1",
        (("x-goog-upload-offset", "0"),),
        Body.of(b'{"input":[{"type":"text","text":"gr\xc3\xbc\xc3\x9f dich"}],"model":"models/m"}'),
    )

    shown = str(canonical(request, "r"))

    assert (
        'POST /interactions?a=1&b=2 (r)\nupload offset: 0\n{\n  "input": "grüß dich",\n'
        '  "model": "m"\n}'
    ) == shown
    assert "sha256: " in str(canonical(Request("POST", "/x", body=Body.of(b"x")), None))
    assert str(canonical(Request("GET", "/v1/files"), None)) == "GET /files"
