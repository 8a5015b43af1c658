"""
A server that many tests share.
"""

import contextlib
from http.client import HTTPConnection
from urllib.parse import urlsplit

from stages.talking import post, put_cassette

from mockgemini import MockGemini
from mockgemini.spaces.hosting import Host


def asked(method, url):
    """
    The status and text of an answer.
    """
    parts = urlsplit(url)
    with contextlib.closing(HTTPConnection(parts.hostname, parts.port, timeout=10)) as connection:
        connection.request(method, parts.path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_many_can_share_a_server(tmp_path):
    """
    On one host each has a space of its own, at an address that no other had.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")
    host, urls = Host(), []
    for _ in range(3):
        with MockGemini(path, host=host) as mock:
            urls.append(mock.url)
            assert 200 == post(mock.url)[0]
    host.stop()

    assert 3 == len(set(urls))
    assert 1 == len({url.partition("/s/")[0] for url in urls})


def test_it_stops_as_often_as_one_likes():
    """
    A host that nobody used has no server to stop.
    """
    host = Host()

    assert [None, None] == [host.stop(), host.stop()]


def test_what_names_no_space_is_for_the_newest(tmp_path):
    """
    A request to the server itself goes to the space opened last, then to the one before.
    """
    host = Host()
    root = host.start()
    with MockGemini(put_cassette(tmp_path / "old.yaml", "World"), host=host) as old:
        with MockGemini(put_cassette(tmp_path / "new.yaml", "World"), host=host) as new:
            post(root)
        post(root)
    host.stop()

    assert [1, 1] == [len(old.requests), len(new.requests)]
    assert [] == host.strays


def test_what_is_for_nobody_is_told(tmp_path):
    """
    A request to a space that is over, or to none when none is open, gets a sentence and is noted.
    """
    host = Host()
    with MockGemini(put_cassette(tmp_path / "talk.yaml", "World"), host=host) as mock:
        pass
    gone, bare = post(mock.url), post(host.start())
    host.stop()

    assert [422, 422] == [gone[0], bare[0]]
    assert "came when the test of /s/1 is over: " in gone[1]["error"]["message"]
    assert "came when no test with mockgemini runs: " in bare[1]["error"]["message"]
    assert ["POST /v1/interactions"] * 2 == host.strays


def test_a_space_can_be_ended_over_the_wire(tmp_path):
    """
    What a program ends is closed; its requests are for nobody then.
    """
    host = Host()
    with MockGemini(put_cassette(tmp_path / "talk.yaml", "World"), host=host) as mock:
        statuses = [asked("DELETE", mock.url)[0] for _ in range(2)]
        gone = post(mock.url)
    host.stop()

    assert ([200, 404], 422) == (statuses, gone[0])


def test_spaces_that_are_open_end_with_the_server(tmp_path):
    """
    Who stops a host closes what is still open.
    """
    host = Host()
    mock = MockGemini(put_cassette(tmp_path / "talk.yaml", "World"), host=host).start()
    _, metrics = asked("GET", f"{host.start()}/__mockgemini__/metrics")
    host.stop()

    assert "mockgemini_spaces 1" in metrics.splitlines()
    assert () == mock.requests
