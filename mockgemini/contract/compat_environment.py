"""
Python environments with one release of google-genai each: found, or made with pip and kept.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mockgemini.errors import MockGeminiError, UsageError

_VERSION = re.compile(r"\d+(?:\.\d+){1,3}(?:(?:a|b|rc)\d+)?")
_READY = "mockgemini-ready"
_PATIENCE = 600.0


@dataclass(frozen=True, slots=True)
class Sdk:
    """
    One release of google-genai, and a Python that has it.
    """

    version: str
    python: Path


def versions(words: str) -> tuple[str, ...]:
    """
    From a user's list (`1.75.0,3.4.0`), each once; a UsageError where one is no version.
    """
    named = tuple(dict.fromkeys(word.strip() for word in words.split(",") if word.strip()))
    for word in named:
        if not _VERSION.fullmatch(word):
            raise UsageError(f"--sdk takes versions of google-genai such as 3.4.0, not {word!r}")
    if not named:
        raise UsageError("--sdk takes at least one version of google-genai, such as 3.4.0")
    return named


def sdk(version: str, variables: Mapping[str, str] = os.environ) -> Sdk:
    """
    The SDK from `$MOCKGEMINI_SDKS` or `.sdks` here, else from our cache, else installed into it.

    A MockGeminiError where it cannot be installed.
    """
    shelf = Path(variables.get("MOCKGEMINI_SDKS") or ".sdks")
    found = _python(shelf / f"python-{version}")
    if found.exists():
        # A path that is relative would be looked for elsewhere once it is a command.
        return Sdk(version, found.absolute())
    return Sdk(version, installed(version, cache(variables) / f"python-{version}"))


def cache(variables: Mapping[str, str] = os.environ) -> Path:
    """
    Where the environments that we make are kept; anyone may delete it.
    """
    if sys.platform == "win32":
        place = Path(variables.get("LOCALAPPDATA") or Path.home())
    else:
        place = Path(variables.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return place / "mockgemini" / "sdks"


def installed(version: str, folder: Path) -> Path:
    """
    The Python of an environment with this release; it is made unless it is there whole.
    """
    python = _python(folder)
    if (folder / _READY).exists():
        return python
    try:
        _run([sys.executable, "-m", "venv", "--clear", str(folder)], version)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, f"google-genai=={version}"], version)
    except MockGeminiError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    (folder / _READY).touch()
    return python


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _run(command: list[str], version: str) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - Python itself, and a version that was looked at
            command, capture_output=True, check=False, timeout=_PATIENCE
        )
    except subprocess.TimeoutExpired:
        told = f"it took more than {_PATIENCE:.0f} s"
    else:
        if done.returncode == 0:
            return
        lines = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
        told = lines[-1].removeprefix("ERROR: ") if lines else f"exit code {done.returncode}"
    raise MockGeminiError(
        f"google-genai {version} could not be installed: {told.rstrip('.')}; install it yourself "
        f"into .sdks/python-{version}, or go online"
    )
