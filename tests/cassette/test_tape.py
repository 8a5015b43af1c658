"""
Recordings while they are made: nothing lost, nothing twice, and the old cassette safe to the end.
"""

import re

import pytest
from samples.cassette_values import LARGE, contents, events_of, got, posted, sample
from stages.taped import HEADER, asked, names, said, studio

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.reading import load
from mockgemini.cassette.saving import save
from mockgemini.cassette.tape import Tape
from mockgemini.clock import ManualClock
from mockgemini.errors import SecretError
from mockgemini.exchange import Polls, Stream
from mockgemini.redaction import redactor

TOKEN = "ghp_" + "a1B2c3D4e" * 4


@pytest.fixture
def path(tmp_path):
    """
    Where a cassette is to be; with brackets, as tests with parameters have them in their names.
    """
    return tmp_path / "cassettes" / "test_advice[1.5].yaml"


def test_a_recording_becomes_a_cassette(path):
    """
    What was kept is the cassette in the end, and the growing file is gone.
    """
    tape = Tape(path, HEADER, studio(describe=lambda _: "told"))

    for exchange in sample().exchanges:
        tape.append(exchange)
    assert ["blobs", "test_advice[1.5].yaml.part"] == names(path)
    assert path == tape.finish()

    assert ["blobs", "test_advice[1.5].yaml"] == names(path)
    assert [contents(each) for each in sample().exchanges] == [
        contents(each) for each in load(path).exchanges
    ]
    assert HEADER == load(path).header
    assert 4 == path.read_text().count("# told\n")


def test_a_request_can_be_made_ready(path):
    """
    It stands in the recording when its exchange does, and not before.
    """
    exchange = said(b"1")
    with Tape(path, HEADER, studio()) as tape:
        tape.prepare(exchange.request)
        assert [] == asked(load(tape.part))
        tape.append(exchange)

        assert [b"1"] == asked(load(tape.part))


def test_it_can_be_read_while_it_grows(path):
    """
    The growing file is a cassette of the exchanges so far, with the moment of each.
    """
    clock = ManualClock()
    tape = Tape(path, HEADER, studio(clock))
    clock.advance(10)

    tape.append(said(b"1"))
    clock.advance(10)
    tape.append(said(b"2"))
    with tape:
        part = load(tape.part)

    assert [b"1", b"2"] == asked(part)
    assert [9.5, 19.5] == [each.at for each in part.exchanges]
    assert (2, False, HEADER) == (tape.kept, part.is_torn, part.header)


def test_polls_are_put_together(path):
    """
    A poll's times count from the end of the answer that created what is polled.
    """
    clock = ManualClock()
    tape = Tape(path, HEADER, studio(clock))
    clock.advance(3)
    events = events_of(b'event: a\ndata: {"id":"v1_abc"}\n\n: x\n\n', 1.0)

    tape.append(posted(b"{}", Stream(200, (), events)))
    for answer in [b"a", b"a", b"a", b"b"]:
        clock.advance(10)
        tape.append(got("/v1/interactions/v1_abc", answer, took=0.25))
    tape.finish()

    _, polled = load(path).exchanges
    assert isinstance(polled.answer, Polls)
    assert [(10.0, 3, 10.0), (40.0, 1, 0.0)] == [
        (each.at, each.times, each.every) for each in polled.answer.states
    ]
    assert "at: " not in path.read_text().partition("polls:")[0]


def test_nothing_kept_is_no_cassette(path):
    """
    Where nothing was kept there is no file, and an old one stays.
    """
    assert Tape(path, HEADER, studio()).finish() is None
    assert [] == names(path)
    save(sample(), path)
    before = path.read_bytes()

    assert Tape(path, HEADER, studio()).finish() is None

    assert before == path.read_bytes()
    assert ["blobs", path.name] == names(path)


def test_the_old_cassette_stays_until_the_end(path):
    """
    Until a recording is finished the cassette is as it was, and then it is the new one.
    """
    save(sample(), path)
    before = path.read_bytes()
    tape = Tape(path, HEADER, studio())

    tape.append(said(b"new"))
    assert before == path.read_bytes()
    tape.finish()

    assert [b"new"] == asked(load(path))


def test_a_cassette_can_grow(path):
    """
    What a cassette held before comes first in the new one.
    """
    save(sample(), path)
    tape = Tape(path, HEADER, studio(), load(path).exchanges)

    tape.append(said(b"new"))
    tape.finish()

    assert [*asked(sample()), b"new"] == asked(load(path))


def test_the_header_may_be_known_at_the_end_only(path):
    """
    What is learnt while recording goes into the header at the end.
    """
    tape = Tape(path, HEADER, studio())
    tape.append(said(b"a"))

    tape.finish(Header(client="google-genai-sdk/3.4.0"))

    assert "google-genai-sdk/3.4.0" == load(path).header.client


def test_finishing_twice(path):
    """
    A tape that was finished has nothing more to give.
    """
    tape = Tape(path, HEADER, studio())
    tape.append(said(b"a"))

    assert [path, None, None] == [tape.finish(), tape.finish(), tape.fail()]


def test_a_failed_recording(path):
    """
    What a failed test recorded lies beside the cassette, which stays.
    """
    save(sample(), path)
    before = path.read_bytes()
    tape = Tape(path, HEADER, studio())
    tape.append(said(b"new"))

    failed = tape.fail()

    assert path.with_name("test_advice[1.5].failed.yaml") == failed
    assert [b"new"] == asked(load(failed))
    assert before == path.read_bytes()
    assert not tape.part.exists()


# --- secrets ----------------------------------------------------------------------------------


def test_a_suspect_ends_as_a_failed_recording(path):
    """
    A recording with a suspect is not lost: it lies beside the cassette without the suspect.
    """
    tape = Tape(path, HEADER, studio(describe=lambda each: str(asked(Cassette(HEADER, (each,))))))

    tape.append(said(b"a"))
    tape.append(said(TOKEN.encode(), f'{{"image":"{LARGE}"}}'.encode()))
    assert TOKEN not in tape.part.read_text()
    with pytest.raises(SecretError, match="looks like a GitHub token") as caught:
        tape.finish()

    failed = path.with_name("test_advice[1.5].failed.yaml")
    assert str(failed) in str(caught.value)
    assert TOKEN not in str(caught.value) + failed.read_text()
    assert [b"a", b"REDACTED_suspect"] == [body[:16] for body in asked(load(failed))]
    assert ["blobs", failed.name] == names(path)


def test_secrets_never_touch_the_disk(path):
    """
    A known secret is replaced while the recording grows, and its place told at the end.
    """
    tape = Tape(path, HEADER, studio(redactor=redactor(["my own key"])))

    tape.append(said(b"this is my own key", b"my own key"))
    assert "my own key" not in tape.part.read_text()
    tape.finish()

    assert re.search("this is REDACTED_key_[0-9a-f]{8}\n", path.read_text())
    where = ("request POST /v1/interactions", "answer to POST /v1/interactions")
    assert where == load(path).header.redacted
