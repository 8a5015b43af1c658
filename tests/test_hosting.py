"""
A server that many tests share.
"""

from talking import post, put_cassette

from mockgemini import MockGemini
from mockgemini.hosting import Host


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


def test_a_space_that_nobody_has_is_told(tmp_path):
    """
    A request to a host that belongs to no running test gets a sentence.
    """
    host = Host()
    with MockGemini(put_cassette(tmp_path / "talk.yaml", "World"), host=host) as mock:
        gone = post(mock.url.replace("/s/1", "/s/99"))
        bare = post(mock.url.partition("/s/")[0])
    host.stop()

    assert "a request came /s/99, and no running test has that space" in gone[1]["error"]["message"]
    assert "a request came without /s/" in bare[1]["error"]["message"]
