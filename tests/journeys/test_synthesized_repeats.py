"""
The same conversation gives the same bytes, on every day and in every process.
"""

import subprocess
import sys

import pytest
from journeys.sdks import PROGRAMS, ROOT, environment


def digest(seed, hash_seed):
    """
    Of all that a synthesizer says to the corpus, in a process with its own order of sets.
    """
    paths = f"{ROOT}:{ROOT / 'tests'}" if sys.platform != "win32" else f"{ROOT};{ROOT / 'tests'}"
    env = environment(PYTHONPATH=paths, PYTHONHASHSEED=hash_seed)
    done = subprocess.run(
        [sys.executable, str(PROGRAMS / "digests.py"), str(seed)],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def first():
    """
    The digest for the default seed.
    """
    return digest(0, "0")


@pytest.mark.parametrize("hash_seed", ["1", "4242", "random"])
def test_the_same_seed_gives_the_same_bytes(first, hash_seed):
    """
    In another process, whatever the order of its sets is.
    """
    assert first == digest(0, hash_seed)


def test_another_seed_gives_other_bytes(first):
    """
    Seeds tell conversations apart.
    """
    assert first != digest(1, "0")
