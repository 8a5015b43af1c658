import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.wire.operation import Kind, Operation, operation, plain_path

VERTEX = "/v1beta1/projects/P/locations/us-central1"
CALLS = [
    ("POST", "/v1/interactions", Kind.CREATE, None),
    ("POST", "/v1beta/interactions", Kind.CREATE, None),
    ("POST", f"{VERTEX}/interactions", Kind.CREATE, None),
    ("GET", "/v1alpha/interactions/v1_a-b", Kind.GET, "v1_a-b"),
    ("GET", f"{VERTEX}/interactions/v1_a", Kind.GET, "v1_a"),
    ("POST", "/v1/interactions/v1_a/cancel", Kind.CANCEL, "v1_a"),
    ("POST", "/v1beta/interactions/v1_a:cancel", Kind.CANCEL, "v1_a"),
    ("DELETE", "/v1/interactions/v1_a", Kind.DELETE, "v1_a"),
    ("POST", "/upload/v1beta/files", Kind.FILE_UPLOAD, None),
    ("PUT", "/upload/v1/environments/e/files/a.py", Kind.FILE_UPLOAD, None),
    ("GET", "/v1/files", Kind.FILE_LIST, None),
    ("POST", "/v1/files:register", Kind.FILE_REGISTER, None),
    ("GET", "/v1/files/abc", Kind.FILE_GET, "abc"),
    ("GET", "/v1/files/abc:download", Kind.FILE_DOWNLOAD, "abc"),
    ("GET", "/download/v1beta/files/abc:download", Kind.FILE_DOWNLOAD, "abc"),
    ("GET", "/download/v1beta/files/abc", Kind.FILE_DOWNLOAD, "abc"),
    ("DELETE", "/v1/files/abc", Kind.FILE_DELETE, "abc"),
    ("POST", "/v1beta/models/m:generateContent", Kind.GENERATE, "models/m"),
    ("POST", "/v1beta/models/m:streamGenerateContent", Kind.STREAM_GENERATE, "models/m"),
    (
        "POST",
        f"{VERTEX}/publishers/google/models/m:generateContent",
        Kind.GENERATE,
        "publishers/google/models/m",
    ),
    ("GET", "/v1/models", Kind.MODEL_LIST, None),
    ("GET", f"{VERTEX}/publishers/google/models/m", Kind.MODEL_GET, "m"),
    ("GET", "/v1/models/m", Kind.MODEL_GET, "m"),
    ("GET", "/v1/operations/o", Kind.OPERATION_GET, "o"),
    ("GET", "/v1beta/models/veo/operations/o", Kind.OPERATION_GET, "o"),
    ("GET", f"{VERTEX}/operations/o", Kind.OPERATION_GET, "o"),
    ("GET", "/v1beta/batches/b", Kind.OPERATION_GET, "b"),
    ("GET", "/v1/interactions", Kind.OTHER, None),
    ("PATCH", "/v1/interactions/v1_a", Kind.OTHER, None),
    ("GET", "/v1/interactions/v1_a/b", Kind.OTHER, None),
    ("POST", "/v1/interactions/", Kind.OTHER, None),
    ("POST", "/v1/interactionss", Kind.OTHER, None),
    ("POST", "/v1/models/m:countTokens", Kind.COUNT_TOKENS, "models/m"),
    ("GET", "/", Kind.OTHER, None),
    ("", "", Kind.OTHER, None),
]


@pytest.mark.parametrize(
    ("method", "path", "kind", "identity"), CALLS, ids=[f"{call[0]} {call[1]}" for call in CALLS]
)
def test_calls(method, path, kind, identity):
    """
    A call is told from method and path, in every version and on Vertex alike.
    """
    assert Operation(kind, identity) == operation(method, path)


def test_method_in_lower_case():
    """
    The case of a method does not matter: some recorders write it in their own.
    """
    assert Kind.CREATE is operation("post", "/v1/interactions").kind


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("/v1/interactions", "/interactions"),
        ("/v1beta12/interactions/a", "/interactions/a"),
        ("/upload/v1beta/files", "/upload/files"),
        ("/download/v1beta/files/a", "/download/files/a"),
        ("/v1/projects/p/locations/l/interactions", "/interactions"),
        ("/v1/projects/p", "/projects/p"),
        ("/v1", "/v1"),
        ("/v1x/interactions", "/v1x/interactions"),
        ("/interactions/v1/a", "/interactions/v1/a"),
        ("/v1/files/a%2db%7e", "/files/a-b~"),
        ("/v1/files/a%2fb%zz", "/files/a%2Fb%zz"),
    ],
)
def test_plain_paths(path, plain):
    """
    A plain path has no version, no Vertex project, and one spelling of every escape.
    """
    assert plain == plain_path(path)


@given(st.text(string.ascii_letters + string.digits + "-_.~", min_size=1), st.data())
def test_escapes_do_not_matter(identity, data):
    """
    However an id of unreserved characters is escaped, it is the same call.
    """
    spelled = "".join(
        data.draw(st.sampled_from([char, f"%{ord(char):02X}", f"%{ord(char):02x}"]))
        for char in identity
    )

    found = operation("GET", f"/v1/interactions/{spelled}")

    assert Operation(Kind.GET, identity) == found


@given(st.text(), st.text())
def test_anything_is_some_call(method, path):
    """
    No method and no path upsets it.
    """
    assert operation(method, path).kind in Kind


@pytest.mark.parametrize("kind", Kind)
def test_groups_of_calls(kind):
    """
    Interactions have revisions, files are files, and what is polled is one GET of one resource.
    """
    call = Operation(kind)

    assert call.is_interaction == (kind.name in {"CREATE", "GET", "CANCEL", "DELETE"})
    assert call.is_file == kind.name.startswith("FILE_")
    assert call.polls == (kind.name in {"GET", "FILE_GET", "OPERATION_GET"})
