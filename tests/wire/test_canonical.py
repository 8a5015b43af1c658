"""
What makes two requests the same, and what does not.
"""

import pytest
from stages.keyed import key

from mockgemini.exchange import Body, Request
from mockgemini.redaction import Redactor
from mockgemini.wire.canonical import canonical
from mockgemini.wire.forgetting import Rules


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
