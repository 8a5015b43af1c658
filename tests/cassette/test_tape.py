"""
Recordings while they are made: nothing lost, nothing twice, and the old cassette safe to the end.
"""

import os
import re
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from cassette_values import JSON, LARGE, contents, events_of, got, posted, sample

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.reading import load
from mockgemini.cassette.saving import save
from mockgemini.cassette.tape import Studio, Tape, leftovers, part_of
from mockgemini.clock import ManualClock
from mockgemini.errors import CassetteError, SecretError
from mockgemini.exchange import Payload, Polls, Reply, Stream
from mockgemini.redaction import redactor

TOKEN = "ghp_" + "a1B2c3D4e" * 4
HEADER = Header(recorded="2026-06-03T09:14:22Z")


def studio(clock=None, **rest):
    """
    A studio in which every GET is a poll.
    """
    return Studio(clock or ManualClock(), lambda request: request.method == "GET", **rest)


def said(body, answer=b"{}"):
    """
    A POST of a text and its answer.
    """
    return posted(body, Reply(200, JSON, Payload(answer), 0.5))


def asked(cassette):
    """
    The bodies of all requests.
    """
    return [each.request.body.payload.read() for each in cassette.exchanges]


@pytest.fixture
def path(tmp_path):
    """
    Where a cassette is to be; with brackets, as tests with parameters have them in their names.
    """
    return tmp_path / "cassettes" / "test_advice[1.5].yaml"


def names(path):
    """
    What lies in the folder of a cassette.
    """
    return sorted(each.name for each in path.parent.iterdir())


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


# --- two recorders, and recorders that died ---------------------------------------------------


def test_a_second_tape_is_refused(path):
    """
    While a cassette is recorded nobody else may record it, and what is recorded stays.
    """
    with Tape(path, HEADER, studio()) as tape:
        tape.append(said(b"a"))

        with pytest.raises(CassetteError, match=r"yaml.part: another recorder is writing this"):
            Tape(path, HEADER, studio())

        assert [] == leftovers(path)
        tape.append(said(b"b"))
        assert [b"a", b"b"] == asked(load(tape.part))


def test_a_leftover_is_set_aside(path):
    """
    What a recorder left unfinished is set aside under a new name, each time another one.
    """
    kept = []
    for number in range(3):
        with Tape(path, HEADER, studio()) as tape:
            tape.append(said(str(number).encode()))
            kept.append(tape.leftover)

    assert [None, f"{path.name}.part.1.part", f"{path.name}.part.2.part"] == [
        each and each.name for each in kept
    ]
    assert [part_of(path), *kept[1:]] == leftovers(path)
    assert [[b"2"], [b"0"], [b"1"]] == [asked(load(part)) for part in leftovers(path)]


def test_others_leftovers_are_not_ours(path):
    """
    Only unfinished recordings of this very cassette are named, and a recorder's own is none.
    """
    Tape(path.with_name("test_advice1.yaml"), HEADER, studio()).__exit__(None, None, None)

    with Tape(path, HEADER, studio()):
        assert [] == leftovers(path)
    assert [part_of(path)] == leftovers(path)


def test_a_folder_that_cannot_be_written(tmp_path):
    """
    Where no recording can grow it is said before anything is recorded.
    """
    (tmp_path / "a").write_text("")

    with pytest.raises(CassetteError, match=r"x.yaml.part: cannot be written: "):
        Tape(tmp_path / "a" / "x.yaml", HEADER, studio())


def test_a_recording_survives_a_full_disk(path, monkeypatch):
    """
    When the cassette cannot be written in the end, the growing file stays.
    """
    tape = Tape(path, HEADER, studio())
    tape.append(said(b"a"))

    def full(_):
        raise OSError(28, "No space left on device")

    with tape, monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(CassetteError, match="No space left"):
            tape.finish()

    assert [b"a"] == asked(load(tape.part))
    assert [tape.part.name] == names(path)


RECORDER = """
    import os, signal, sys
    from pathlib import Path
    from mockgemini.cassette.cassette import Header
    from mockgemini.cassette.tape import Studio, Tape
    from mockgemini.clock import RealClock
    from mockgemini.exchange import Body, Exchange, Payload, Reply, Request

    tape = Tape(Path(sys.argv[1]), Header(), Studio(RealClock(), lambda request: False))
    for number in range(3):
        request = Request("POST", "/v1/interactions", "", (), Body.of(b"%d" % number))
        tape.append(Exchange(request, Reply(200, (), Payload(b"{}"))))
    tape._file.write(b"\\n- request:\\n    method: POST\\n    path: /v1/inter\\xf0\\x9f")
    tape._file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_recorder(path):
    """
    A recorder that is killed leaves all exchanges it had finished, and the old cassette as it was.
    """
    save(sample(), path)
    before = path.read_bytes()

    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(RECORDER), str(path)],
        check=False,
        cwd=Path(__file__).parents[2],
    )

    assert -signal.SIGKILL == ended.returncode
    assert before == path.read_bytes()
    (left,) = leftovers(path)
    assert ([b"0", b"1", b"2"], True) == (asked(load(left)), load(left).is_torn)
    with Tape(path, HEADER, studio()) as tape:
        assert [b"0", b"1", b"2"] == asked(load(tape.leftover))


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
