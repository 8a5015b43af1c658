import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.errors import UsageError
from mockgemini.server.paths import Place, place

SEGMENTS = st.text(st.sampled_from("abcXYZ019-_.[]é 日%"), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/v1/interactions", Place("", "", "/v1/interactions")),
        ("/s/a/v1/interactions", Place("a", "/s/a", "/v1/interactions")),
        ("/s/a/b.c/v1beta/x", Place("a/b.c", "/s/a/b.c", "/v1beta/x")),
        ("/s/a/v1beta1/projects/p", Place("a", "/s/a", "/v1beta1/projects/p")),
        ("/s/a/upload/v1/files", Place("a", "/s/a", "/upload/v1/files")),
        ("/s/a/download/v1/f", Place("a", "/s/a", "/download/v1/f")),
        (
            "/s/a/__mockgemini__/health",
            Place("a", "/s/a", "/__mockgemini__/health", is_control=True),
        ),
        ("/s/a/v1/s/b/v1/x", Place("a", "/s/a", "/v1/s/b/v1/x")),
        ("/s/a//v1/x", Place("a", "/s/a", "/v1/x")),
        ("/s/v1x/v2alpha3/y", Place("v1x", "/s/v1x", "/v2alpha3/y")),
        ("/s/t%5B1%5D/v1", Place("t[1]", "/s/t%5B1%5D", "/v1")),
        ("/s/a/b", Place("a/b", "/s/a/b", "")),
        ("/s", Place("", "", "/s")),
        ("/sv/v1", Place("", "", "/sv/v1")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_name_ends_where_the_api_begins(path, expected):
    """
    A space's name is all between `/s/` and the first segment of the API's or the control plane's.
    """
    assert expected == place(path)


@pytest.mark.parametrize(
    "path",
    [
        "/s/v1/interactions",
        "/s/../v1/x",
        "/s/a/../v1/x",
        "/s/a/%2e%2e/v1/x",
        "/s/a/./v1/x",
        "/s/a//b/v1/x",
        "/s//v1/x",
        "/s/a%2Fb/v1/x",
        "/s/a%5Cb/v1/x",
        "/s/a%00/v1/x",
        "/s/a%0A/v1/x",
        "/s/%FF/v1/x",
        "/s/" + "a" * 501 + "/v1/x",
    ],
)
def test_what_cannot_be_a_name_is_refused(path):
    """
    Dots alone, empty segments, hidden slashes, control characters and other bytes name no space.
    """
    with pytest.raises(UsageError, match="A space is named by printable segments"):
        place(path)


@given(st.lists(SEGMENTS, min_size=1, max_size=3))
def test_any_other_name_comes_back(segments):
    """
    Whatever printable segments a client quotes, their space is found by that name.
    """
    from urllib.parse import quote

    name = "/".join(segments)
    if {".", ".."} & set(segments):
        return

    found = place(f"/s/{quote(name)}/v1/interactions")

    assert (name, "/v1/interactions") == (found.name, found.rest)
