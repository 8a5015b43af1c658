"""
Two recorders of one cassette, recorders that died, and disks that are full.
"""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from samples.cassette_values import sample
from stages.taped import HEADER, asked, names, said, studio

from mockgemini.cassette.reading import load
from mockgemini.cassette.saving import save
from mockgemini.cassette.tape import Tape, leftovers, part_of
from mockgemini.errors import CassetteError


@pytest.fixture
def path(tmp_path):
    """
    Where a cassette is to be; with brackets, as tests with parameters have them in their names.
    """
    return tmp_path / "cassettes" / "test_advice[1.5].yaml"


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
