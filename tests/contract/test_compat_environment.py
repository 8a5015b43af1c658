"""
Where the Pythons with the SDKs come from.
"""

import sys
from pathlib import Path

import pytest

from mockgemini.contract import compat_environment
from mockgemini.contract.compat_environment import cache, installed, sdk, versions
from mockgemini.errors import MockGeminiError, UsageError


def test_versions():
    """
    A list of versions, each once, in the order given.
    """
    assert ("1.75.0", "3.4.0", "2.0") == versions("1.75.0, 3.4.0,,2.0,3.4.0")


@pytest.mark.parametrize("words", ["latest", "1", "3.4.0;rm", "--index-url=x", "", ","])
def test_no_versions(words):
    """
    What is no version is misuse, and reaches no command.
    """
    with pytest.raises(UsageError, match="--sdk takes"):
        versions(words)


def put_python(folder):
    python = compat_environment._python(folder)
    python.parent.mkdir(parents=True)
    python.touch()
    return python


def test_an_sdk_at_hand(tmp_path, monkeypatch):
    """
    What is in the named folder, or in .sdks here, is used as it is.
    """
    named = put_python(tmp_path / "named" / "python-3.4.0")
    here = put_python(tmp_path / ".sdks" / "python-2.0.0")
    monkeypatch.chdir(tmp_path)

    assert named == sdk("3.4.0", {"MOCKGEMINI_SDKS": str(tmp_path / "named")}).python
    assert here == sdk("2.0.0", {}).python


def test_an_sdk_of_ours(tmp_path, monkeypatch):
    """
    Else it is made once, in our cache.
    """
    monkeypatch.chdir(tmp_path)
    commands = []
    monkeypatch.setattr(
        compat_environment,
        "_run",
        lambda command, _: (
            commands.append(command),
            compat_environment._python(tmp_path / "mockgemini/sdks/python-3.4.0").parent.mkdir(
                parents=True, exist_ok=True
            ),
        ),
    )
    variables = {"XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}

    made = [sdk("3.4.0", variables) for _ in range(2)]

    assert made[0] == made[1]
    assert 2 == len(commands)
    assert "google-genai==3.4.0" == commands[1][-1]


def test_the_cache():
    """
    Without a place named for caches, it is in the user's own.
    """
    assert cache({}).is_relative_to(Path.home())
    assert ("mockgemini", "sdks") == cache({}).parts[-2:]


def test_an_installation_that_fails(tmp_path, monkeypatch):
    """
    One sentence with pip's own last words, and nothing half made is left.
    """
    folder = tmp_path / "python-9"
    python = tmp_path / "python"
    python.write_text(
        '#!/bin/sh\nmkdir -p "$4/bin"; printf \'#!/bin/sh\\necho "ERROR: No route." >&2\\nexit 1\' '
        '> "$4/bin/python"; chmod +x "$4/bin/python"\n'
    )
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))

    with pytest.raises(MockGeminiError, match=r"9\.9\.9 could not be installed: No route; install"):
        installed("9.9.9", folder)

    assert not folder.exists()


def test_an_installation_that_takes_too_long(tmp_path, monkeypatch):
    """
    Patience ends.
    """
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexec sleep 5\n")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    monkeypatch.setattr(compat_environment, "_PATIENCE", 0.05)

    with pytest.raises(MockGeminiError, match="it took more than"):
        installed("9.9.9", tmp_path / "python-9")
