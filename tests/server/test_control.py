import pytest
from stages.driving import HELLO, PlainSpaces, visit

from mockgemini import __version__
from mockgemini.exchange import Request
from mockgemini.server.app import App


def test_health_makes_no_space():
    """
    Health is told, for the root and under every space, without making one.
    """
    spaces = PlainSpaces()
    app = App(spaces)

    told = [visit(app, path=path + "/__mockgemini__/health") for path in ("", "/s/a/b")]

    assert [{"status": "ok", "version": __version__}] * 2 == [answer.json for answer in told]
    assert {} == spaces.made


@pytest.mark.parametrize(("prefix", "name"), [("", ""), ("/s/a", "a")])
def test_each_space_has_its_journal(prefix, name):
    """
    The journal told is that of the space in the path.
    """
    spaces = PlainSpaces()
    spaces.find(name).journal.note(Request("GET", "/v1/here"), HELLO, 0.0)

    told = visit(App(spaces), path=prefix + "/__mockgemini__/journal")

    assert ["GET /v1/here"] == [entry["request"] for entry in told.json["entries"]]


def test_reset_resets_the_space():
    """
    `POST reset` puts one space back to its beginning.
    """
    spaces = PlainSpaces()

    told = visit(App(spaces), "POST", "/s/a/__mockgemini__/reset")

    assert (200, {}, 1) == (told.status, told.json, spaces.find("a").resets)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("GET", "", 404), ("POST", "/health", 405), ("GET", "/reset", 405)],
)
def test_anything_else_is_told_what_there_is(method, path, status):
    """
    Any other path or method is answered with the list of those that are.
    """
    told = visit(App(PlainSpaces()), method, "/__mockgemini__" + path)

    assert status == told.status
    offered = "GET health, GET metrics, GET journal, POST reset, POST script, GET and POST faults"
    assert f"offers {offered}, not" in told.message


def test_a_space_that_cannot_be_is_told_in_a_sentence():
    """
    What `find` complains of reaches whoever asked.
    """
    told = visit(App(PlainSpaces()), path="/s/forbidden/__mockgemini__/journal")

    assert (422, "There is no cassette for 'forbidden'.") == (told.status, told.message)


@pytest.mark.parametrize(("prefix", "name"), [("", ""), ("/s/a", "a")])
def test_a_space_is_given_faults(prefix, name):
    """
    `POST faults` hands the space what was sent, and tells how many it understood.
    """
    spaces = PlainSpaces()

    told = visit(App(spaces), "POST", prefix + "/__mockgemini__/faults", body=[b"- res", b"et"])

    assert (200, {"faults": 1}) == (told.status, told.json)
    assert ["- reset"] == spaces.find(name).faults


def test_a_space_tells_its_faults():
    """
    `GET faults` tells those that are set, and what is left of them.
    """
    spaces = PlainSpaces()
    spaces.find("a").faults.append("- reset")

    told = visit(App(spaces), path="/s/a/__mockgemini__/faults")

    assert (200, {"faults": ["- reset"]}) == (told.status, told.json)
