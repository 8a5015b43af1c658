import json
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.documents import ROOT

from fuzz import engine
from fuzz.mutating import mutated, scrambled
from fuzz.target import Target

JSON = b'{"a": [1, {"b": null}, "c"], "d": {}}'


def dice(seed):
    """
    Chance that repeats itself.
    """
    return random.Random(seed)  # noqa: S311 - nothing is kept secret with it


@given(st.integers(0, 10_000))
def test_json_stays_json(seed):
    """
    A mutated value is JSON again, and the same for the same seed.
    """
    made = [mutated(JSON, [b'{"e": [2]}', b"x"], dice(seed)) for _ in range(2)]

    json.loads(made[0].decode(errors="surrogatepass"))
    assert made[0] == made[1]


def test_other_bytes_are_scrambled():
    """
    What is no JSON is left to others, who change it.
    """
    assert b"no" == mutated(b"no", [], dice(1))
    assert {b"abc"} < {scrambled(b"abc", dice(seed)) for seed in range(50)} | {b"abc"}


def trip(data):
    """
    A check that does not like one letter.
    """
    if b"x" in data:
        raise ValueError("there is an x")


def test_a_finding_is_kept(tmp_path, monkeypatch):
    """
    Without atheris too, the input that failed lies in a file, and it fails again.
    """
    monkeypatch.setattr(engine, "has_atheris", lambda: False)
    target = Target("trip", trip, lambda: [b'["x"]', b'{"y": 1}'], is_json=True)
    corpus, findings = tmp_path / "corpus", tmp_path / "findings"
    corpus.mkdir()
    findings.mkdir()

    with pytest.raises(ValueError, match="there is an x"):
        engine.run(target, 10, 1, corpus, findings)

    (found,) = findings.iterdir()
    with pytest.raises(ValueError, match="there is an x"):
        trip(found.read_bytes())


def test_the_command_tells_what_it_did():
    """
    One line a target, one for all, and exit 0 where nothing was found.
    """
    done = subprocess.run(
        [sys.executable, "-m", "fuzz", "decoding", "--seconds", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode, done.stdout
    assert "decoding" in done.stdout
    assert "0 of 1 targets found something" in done.stdout


def test_an_unknown_target_is_misuse():
    """
    It is told which there are.
    """
    done = subprocess.run(
        [sys.executable, "-m", "fuzz", "everything"], cwd=ROOT, capture_output=True, check=False
    )

    assert 2 == done.returncode
    assert b"there are sse" in done.stderr
