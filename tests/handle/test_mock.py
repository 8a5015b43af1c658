"""
MockGemini in code, without pytest's fixture and without a command: cassettes and recordings.
"""

import asyncio
import gc
import threading
import weakref

import pytest
from stages.talking import greeting, post, put_cassette, talking

from mockgemini import CassetteError, MockGemini, UsageError
from mockgemini.cassette.reading import load
from mockgemini.spaces.recording import Take


def test_a_cassette_is_played(tmp_path):
    """
    Within the block the cassette answers at `url`.
    """
    with MockGemini(put_cassette(tmp_path / "talk.yaml", "World")) as mock:
        answer = post(mock.url)

    assert (200, greeting("World")) == answer
    assert ([], []) == (mock.misses, mock.unused)


def test_async_code_uses_it_alike(tmp_path):
    """
    `async with` does the same; the server is not in the caller's event loop.
    """

    async def work():
        async with MockGemini(put_cassette(tmp_path / "talk.yaml", "World")) as mock:
            return await asyncio.to_thread(post, mock.url)

    assert 200 == asyncio.run(work())[0]


def test_several_cassettes_are_played_together(tmp_path):
    """
    Files and folders may be named side by side.
    """
    put_cassette(tmp_path / "many/a.yaml", "World")
    put_cassette(tmp_path / "many/deep/b.yaml", "Moon")
    alone = put_cassette(tmp_path / "c.yaml", "Sun")

    with MockGemini(tmp_path / "many", str(alone)) as mock:
        codes = [post(mock.url, text)[0] for text in ("World", "Moon", "Sun")]

    assert [200, 200, 200] == codes


def test_the_ending_may_be_left_out(tmp_path):
    """
    `cassettes/talk` is the folder of that name, or else the cassette.
    """
    put_cassette(tmp_path / "talk.yaml", "World")

    with MockGemini(tmp_path / "talk") as mock:
        assert 200 == post(mock.url)[0]


def test_misses_and_the_unused_are_told(tmp_path):
    """
    Both are there to look at, while it runs and afterwards.
    """
    with MockGemini(put_cassette(tmp_path / "talk.yaml", "World", "Moon")) as mock:
        post(mock.url)
        post(mock.url, "Sun")

    assert ["talk.yaml#2"] == [entry.label for entry in mock.unused]
    assert ["/input"] == [each.path for miss in mock.misses for each in miss.differences]


def test_misses_can_be_synthesized(tmp_path):
    """
    With on_miss="synthesize" what is not recorded is made up, and is no miss.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")

    with MockGemini(path, on_miss="synthesize") as mock:
        known, other = post(mock.url), post(mock.url, "Moon", key="any")

    assert greeting("World") == known[1]
    assert (200, "completed") == (other[0], other[1]["status"])
    assert [] == mock.misses


def test_another_seed_makes_up_other_answers():
    """
    The same seed gives the same bytes, another one others.
    """
    ids = []
    for seed in (1, 1, 2):
        with MockGemini(on_miss="synthesize", seed=seed) as mock:
            ids.append(post(mock.url, key="any")[1]["id"])

    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize("name", ["any_model", "translate"])
def test_switches_are_true_or_false(name):
    """
    A word for a switch is told when it is given: "no" would count as true.
    """
    with pytest.raises(UsageError, match=f"{name} takes True or False, not 'no'"):
        MockGemini(**{name: "no"})


def test_a_seed_is_a_number():
    """
    A word for a seed is told before anything is asked.
    """
    with pytest.raises(UsageError, match="seed takes a whole number, not 'x'"):
        MockGemini(on_miss="synthesize", seed="x")


def test_models_that_nobody_knows_may_be_let_in():
    """
    The emulator refuses unknown models, as the API does, unless it is told not to.
    """
    asked = {"model": "gemini-of-tomorrow"}
    statuses = []
    for any_model in (False, True):
        with MockGemini(on_miss="synthesize", any_model=any_model) as mock:
            statuses.append(post(mock.url, key="any", **asked)[0])

    assert [404, 200] == statuses


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"pace": "soon"}, "pace takes instant, recorded or a factor such as 0.5, not 'soon'"),
        ({"pace": -1}, "not -1"),
        ({"pace": None}, "not None"),
        ({"repeat": "twice"}, "repeat takes never, last, cycle, not 'twice'"),
        ({"revision": "chunks"}, "not 'chunks'"),
        ({"on_miss": "shrug"}, "on_miss takes error, synthesize, not 'shrug'"),
        ({"ignore": ["input"]}, "'input'"),
        ({"normalize": ["("]}, r"'\('"),
    ],
)
def test_wrong_words_are_quoted(words, expected):
    """
    An option that makes no sense is a UsageError that names what it takes.
    """
    with pytest.raises(UsageError, match=expected):
        MockGemini(**words)


@pytest.mark.parametrize(
    ("name", "kind"), [("gone.yaml", CassetteError), ("gone", CassetteError), ("empty", UsageError)]
)
def test_what_is_not_there_is_an_error(name, kind, tmp_path):
    """
    A cassette that cannot be read, or a folder without one, is an error and no empty cassette.
    """
    (tmp_path / "empty").mkdir()

    with pytest.raises(kind, match=name):
        MockGemini(tmp_path / name).start()


def test_it_can_be_used_again(tmp_path):
    """
    After its end it may start anew, and everything is there to be asked again.
    """
    mock = MockGemini(put_cassette(tmp_path / "talk.yaml", "World"))

    for _ in range(2):
        with mock:
            assert [200, 422] == [post(mock.url)[0] for _ in range(2)]
            assert 1 == len(mock.misses)


def test_it_starts_once_and_stops_as_often_as_one_likes(tmp_path):
    """
    A second start is refused, a second stop is as one.
    """
    mock = MockGemini(put_cassette(tmp_path / "talk.yaml", "World")).start()

    with pytest.raises(UsageError, match="listens already"):
        mock.start()

    assert [None, None] == [mock.stop(), mock.stop()]


def test_nothing_of_it_waits_for_the_collector(tmp_path):
    """
    When it has stopped and is forgotten, it is gone at once, with all that it has loaded.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")
    with MockGemini(path) as mock:
        post(mock.url, "World")
    known = weakref.ref(mock)
    gc.disable()

    del mock

    gc.enable()
    assert known() is None


def test_before_it_starts_nothing_has_happened():
    """
    Who looks too early sees an empty world.
    """
    mock = MockGemini()

    assert ((), (), [], [], []) == (
        *(mock.requests, mock.interactions),
        *(mock.misses, mock.used, mock.unused),
    )


def test_two_worlds_never_meet(tmp_path):
    """
    Servers in one process have nothing in common, threads or not.
    """
    found = {}

    def work(text):
        with MockGemini(put_cassette(tmp_path / f"{text}.yaml", text)) as mock:
            found[text] = [post(mock.url, each)[0] for each in ("World", "Moon")]

    threads = [threading.Thread(target=work, args=(text,)) for text in ("World", "Moon")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {"World": [200, 422], "Moon": [422, 200]} == found


def test_it_can_record(tmp_path):
    """
    With a take, requests go to the real API; at its end `stop` gives the cassette's path.
    """
    path = tmp_path / "talk.yaml"
    with talking() as google:
        mock = MockGemini().record(Take(path, google.url)).start()
        answer = post(mock.url, "Moon")

        assert mock.is_recording
        assert path == mock.stop()

    assert (200, greeting("Moon")) == answer
    assert 1 == len(load(path).exchanges)
    assert ([], []) == (mock.misses, mock.reports)


def test_a_block_that_fails_leaves_the_cassette(tmp_path):
    """
    Where the block raises, what was recorded lies beside the cassette.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World", "Sun")

    def fail(url):
        with MockGemini().record(Take(path, url)) as mock:
            post(mock.url, "Moon")
            raise ZeroDivisionError

    with talking() as google, pytest.raises(ZeroDivisionError):
        fail(google.url)

    assert 2 == len(load(path).exchanges)
    assert 1 == len(load(tmp_path / "talk.failed.yaml").exchanges)


def test_a_recording_that_lacks_something_is_none(tmp_path):
    """
    What could not be recorded is told, and the cassette is not replaced.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")
    with MockGemini().record(Take(path, "http://127.0.0.1:9")) as mock:
        status, _ = post(mock.url, "Moon")

    assert 424 == status
    assert ["POST /v1/interactions was not recorded"] == [
        report.partition(":")[0] for report in mock.reports
    ]
    assert ["talk.yaml"] == [each.name for each in tmp_path.iterdir()]


def test_faults_need_somebody_who_listens():
    """
    What goes wrong goes wrong in a world that runs.
    """
    with pytest.raises(UsageError):
        MockGemini().fail(500)
