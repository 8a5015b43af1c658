"""
Pages of strangers, in a browser that can reach us: what they may ask, and that they may not steer.
"""

import pytest
from stages.driving import PlainSpaces, visit

from mockgemini.server.app import App
from mockgemini.server.visitors import Visitors

EVIL = "https://evil.example"

PATHS = [
    "/v1/interactions",
    "/upload/v1beta/files",
    "/s/a/v1/interactions",
    "/s/a",
    "/__mockgemini__/health",
    "/__mockgemini__/journal",
    "/__mockgemini__/metrics",
    "/s/a/__mockgemini__/journal",
    "/s/a/upload/v1beta/files",
    "/",
    "//",
]


@pytest.mark.parametrize("path", PATHS)
def test_the_host_is_looked_at_on_every_path(path):
    """
    A page that gave its own name our address reaches nothing, whatever it asks for.
    """
    told = visit(App(PlainSpaces()), "GET", path, headers={"host": "evil.example"})

    assert 403 == told.status
    assert "--allow-host" in told.message


@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT"])
@pytest.mark.parametrize(
    "path", ["/__mockgemini__/reset", "/s/a/__mockgemini__/script", "/s/a", "/__mockgemini__"]
)
def test_a_foreign_page_may_not_steer(method, path):
    """
    A page of another site, which any browser lets post to us, neither resets, scripts nor ends.
    """
    spaces = PlainSpaces()
    app = App(spaces, Visitors(frozenset({"mock.test"})))
    spaces.find("a")

    foreign = visit(app, method, path, headers={"origin": EVIL})
    home = visit(app, method, path, headers={"origin": "http://mock.test:3000"})

    assert (403, True) == (foreign.status, "may not steer" in foreign.message)
    assert 403 != home.status


def test_a_foreign_page_may_ask_and_look():
    """
    An application under test may well be a page of its own, and ask for answers.
    """
    app = App(PlainSpaces())

    for path in ("/v1/interactions", "/__mockgemini__/health"):
        assert 200 == visit(app, "GET", path, headers={"origin": EVIL}).status


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_foreign_page_reaches_nothing_of_a_recorder(method, path):
    """
    Where a real key is behind it, a foreign page may not even look.
    """
    app = App(PlainSpaces(), Visitors(refuse_origins=True))

    assert 403 == visit(app, method, path, headers={"origin": EVIL}).status


@pytest.mark.parametrize(
    "name", ["..", "%2e%2e", "a/../b", "a%2f..%2fb", "a%5cb", "%00", "a%0a", "a//b", "a" * 600]
)
@pytest.mark.parametrize("below", ["/v1/interactions", "/__mockgemini__/reset", ""])
def test_no_space_is_named_like_a_way_out(name, below):
    """
    A name with a step upwards, an empty one, or one that nobody can print, is no space's.
    """
    spaces = PlainSpaces()

    told = visit(App(spaces), "DELETE" if not below else "POST", f"/s/{name}{below}")

    assert (422, {}) == (told.status, spaces.made)
