"""
Values that differ from run to run: made when recording, kept in the cassette, given back.
"""

import datetime as dt
import itertools
import math
import threading
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stages.talking import post, put_cassette, talking

from mockgemini import CassetteError, MockGemini, SecretError, UsageError
from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.reading import load, loads
from mockgemini.cassette.saving import save
from mockgemini.cassette.writing import dump
from mockgemini.handle.variables import Variables
from mockgemini.spaces.recording import Take

TODAY = "2026-11-22"
SECRET = "ghp_" + "a1B2" * 9
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


class Colour(StrEnum):
    """
    A text of a type of its own.
    """

    RED = "red"


def holding(path, **variables):
    """
    A cassette with these variables.
    """
    put_cassette(path, "World")
    cassette = load(path)
    save(Cassette(Header(variables=variables), cassette.exchanges), path)
    return path


def record(path, url, mode="all", **variables):
    """
    Record two requests, with the variables between them.
    """
    with MockGemini().record(Take(path, url, mode)) as mock:
        post(mock.url)
        told = {
            name: mock.variable(name, lambda value=value: value)
            for name, value in variables.items()
        }
        post(mock.url, str(told))
    return told


def never():
    raise AssertionError("nobody should ask for a new value")


def test_a_recording_keeps_what_was_made(tmp_path):
    """
    What `make` gave stands in the header, where people read it.
    """
    path = tmp_path / "talk.yaml"

    with talking() as google:
        told = record(path, google.url, today=TODAY, seed=7)

    assert {"today": TODAY, "seed": 7} == told == load(path).header.variables
    assert "\nvariables: {today: '2026-11-22', seed: 7}\n" in path.read_text()


def test_a_replay_gives_it_back(tmp_path):
    """
    When the cassette is played nothing is made, so the request is as it was recorded.
    """
    path = tmp_path / "talk.yaml"
    with talking() as google:
        told = record(path, google.url, today=TODAY)

    with MockGemini(path) as mock:
        post(mock.url)
        again = mock.variable("today", never)
        assert 200 == post(mock.url, str({"today": again}))[0]

    assert (told["today"], []) == (again, mock.misses)


@pytest.mark.parametrize("has_cassette", [True, False], ids=["cassette", "script"])
def test_what_nobody_keeps_is_made(has_cassette, tmp_path):
    """
    Without a cassette, or where it has no such variable, the value is today's; and it stays.
    """
    numbers = itertools.count()
    cassettes = [put_cassette(tmp_path / "talk.yaml", "World")] if has_cassette else []

    with MockGemini(*cassettes) as mock:
        values = [mock.variable("n", lambda: next(numbers)) for _ in range(3)]
    with mock:
        values.append(mock.variable("n", lambda: next(numbers)))

    assert [0, 0, 0, 1] == values


def test_new_episodes_keep_the_old_value(tmp_path):
    """
    What is recorded in addition fits what is there; a variable that is new is added.
    """
    path = holding(tmp_path / "talk.yaml", today="2020-02-02")

    with talking() as google:
        told = record(path, google.url, "new_episodes", today=TODAY, seed=7)

    assert {"today": "2020-02-02", "seed": 7} == told == load(path).header.variables


def test_recording_anew_makes_anew(tmp_path):
    """
    With `all` the old value goes with the old exchanges.
    """
    path = holding(tmp_path / "talk.yaml", today="2020-02-02")

    with talking() as google:
        record(path, google.url, today=TODAY)

    assert {"today": TODAY} == load(path).header.variables


def test_a_failed_recording_has_them_too(tmp_path):
    """
    What lies beside the cassette, or is left of a recorder that was killed, can be replayed too.
    """
    path = tmp_path / "talk.yaml"
    with talking() as google:
        mock = MockGemini().record(Take(path, google.url)).start()
        mock.variable("today", lambda: TODAY)
        post(mock.url)
        mock.variable("marks", lambda: ["ä\n# variables: {}", {"a": None}])
        left = load(path.with_name("talk.yaml.part"))
        failed = mock.stop(is_good=False)

    assert {"today": TODAY, "marks": ["ä\n# variables: {}", {"a": None}]} == left.header.variables
    assert (1, False) == (len(left.exchanges), left.is_torn)
    assert left.header.variables == load(failed).header.variables


def test_cassettes_may_share_a_variable(tmp_path):
    """
    Two cassettes agree on a value, or the test has to be told which one it asks for.
    """
    one = holding(tmp_path / "one.yaml", today=TODAY, seed=1)
    two = holding(tmp_path / "two.yaml", today=TODAY, seed=2)

    with MockGemini(one, two) as mock:
        assert TODAY == mock.variable("today", never)
        with pytest.raises(UsageError, match=r"one\.yaml and .*two\.yaml hold different .* 'seed'"):
            mock.variable("seed", never)


@pytest.mark.parametrize(
    "value",
    [dt.date(2026, 11, 22), (1, 2), {1: 2}, math.nan, b"x", {3}, "\ud800", {"k" * 600: 1}],
    ids=repr,
)
def test_what_json_cannot_hold_is_refused(value):
    """
    A value that would come back as another, or not at all, is an error in every mode.
    """
    with MockGemini() as mock, pytest.raises(UsageError, match=r"'it' is .* a cassette holds what"):
        mock.variable("it", lambda: value)


def test_a_text_of_another_type_is_a_text():
    """
    What equals its JSON is taken, and given as that.
    """
    assert str is type(Variables(()).value("colour", lambda: Colour.RED))


def test_what_resembles_a_secret_is_not_kept(tmp_path):
    """
    A variable is redacted, or stops the cassette, as everything else.
    """
    path = tmp_path / "talk.yaml"

    with talking() as google:
        mock = MockGemini().record(Take(path, google.url, redact=("Anna",))).start()
        mock.variable("names", lambda: {"one": ["Anna"], "two": 2})
        post(mock.url)
        mock.stop()
        with pytest.raises(SecretError, match="the header: this holds what looks like a GitHub"):
            record(path, google.url, token=SECRET)

    cassette = load(path)
    assert "Anna" not in path.read_text()
    assert ("the header",) == cassette.header.redacted
    assert "a1B2a1B2" not in (tmp_path / "talk.failed.yaml").read_text()


def test_only_a_running_one_has_variables():
    """
    Before it listens nobody knows which cassettes there are.
    """
    with pytest.raises(UsageError, match="start it before"):
        MockGemini().variable("today", lambda: TODAY)


def test_threads_get_the_same():
    """
    Whoever asks first makes it, and the others wait.
    """
    numbers, variables, values = itertools.count(), Variables(()), []

    threads = [
        threading.Thread(target=lambda: values.append(variables.value("n", lambda: next(numbers))))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [0] * 8 == values


def test_variables_are_a_mapping():
    """
    Any other value in a header is an error with its line.
    """
    text = "cassette: 1\nvariables: [today]\n\nexchanges: []\n"

    with pytest.raises(CassetteError, match=r"x\.yaml:2: 'variables' takes a mapping"):
        loads(text, Path("x.yaml"))


@given(value=JSON, name=st.text(max_size=20))
def test_what_is_written_is_read(value, name, tmp_path_factory):
    """
    Whatever JSON holds comes back from a cassette as it was.
    """
    path = tmp_path_factory.getbasetemp() / "x.yaml"
    kept = {}
    variables = Variables((), lambda name, value: kept.update({name: value}))

    told = variables.value(name, lambda: value)

    read = loads(dump(Cassette(Header(variables=kept))), path).header.variables
    assert {name: value} == read == {name: told}
