"""
Tests that are written in the project and did not run: what they want, nobody has said.

Whatever left them out, a conftest.py, a hook or an ini file, their files are still there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

import pytest

from pytest_mockgemini import options

# What pytest takes for tests where nobody says otherwise.
_FILES = ("test_*.py", "*_test.py")
_NAMES = ("test", "Test")

# What it never enters; of an ini file that names others, tests may be behind those.
_CLOSED = ("*.egg", ".*", "_darcs", "build", "CVS", "dist", "node_modules", "venv", "{arch}")


class Uncollected:
    """
    The tests that may have cassettes in some folders, and did not run.

    `folders` are resolved; `ended`: the node ids of the tests that ran. Nothing is looked at before
    it is asked for, as that may take a walk over the project.
    """

    def __init__(
        self, config: pytest.Config, folders: Iterable[Path], ended: Iterable[str]
    ) -> None:
        self._config = config
        self._folders = folders
        self._ended = ended

    @cached_property
    def _ran(self) -> dict[Path, set[str]]:
        return _by_file(self._config.rootpath, self._ended)

    @cached_property
    def _sources(self) -> list[Path]:
        places = {self._place(folder) for folder in self._folders}
        return sorted({file for place in places for file in _python_files(place)})

    def _place(self, folder: Path) -> Path:
        """
        Where the tests are that may want a cassette of this folder: around it, or anywhere.
        """
        if not options.of(self._config).cassette_dir:
            beside = {options.cassette_dir(self._config, file) for file in self._ran}
            if folder in beside:
                return folder.parent
        return self._config.rootpath.resolve()

    @cached_property
    def files(self) -> list[Path]:
        """
        The test files of which no test ran, and the folders that cannot be looked into.
        """
        return [
            file
            for file in self._sources
            if _real(file) not in self._ran and (file.suffix != ".py" or self._is_test_file(file))
        ]

    def wants(self, cassette: Path) -> bool:
        """
        Whether a cassette's name is still written: as a text, or as a test that did not run.
        """
        folders = [folder for folder in self._folders if cassette.is_relative_to(folder)]
        names = {cassette.relative_to(each).as_posix() for each in folders}
        names |= {each.removesuffix(".yaml") for each in names}
        return not names.isdisjoint(self._quoted) or self._has_test(cassette)

    def _has_test(self, cassette: Path) -> bool:
        test = cassette.name.removesuffix(".yaml").partition("[")[0]
        return any(
            test not in self._ran.get(_real(file), ()) and _has_words(file, test.split("."))
            for file in self._sources
            if file.name == f"{cassette.parent.name}.py"
        )

    @cached_property
    def _quoted(self) -> set[str]:
        """
        What stands between two quotes anywhere, each the end of one text and the start of another.
        """
        sources = [_text(file) for file in self._sources if file.suffix == ".py"]
        return {each for text in sources for each in re.findall(r"""(?<=["'])[^"'\n]+""", text)}

    def _is_test_file(self, file: Path) -> bool:
        patterns = {*_FILES, *self._config.getini("python_files")}
        if file.name == "conftest.py" or not any(_matches(file, each) for each in patterns):
            return False
        # One that cannot be read may hold anything.
        return not os.access(file, os.R_OK) or self._test.search(_text(file)) is not None

    @cached_property
    def _test(self) -> re.Pattern[str]:
        """
        What stands in a file that has tests, and not in one that is only named so.
        """
        getini = self._config.getini
        given = [*_NAMES, *getini("python_functions"), *getini("python_classes")]
        # Of a pattern as of a prefix, the letters that it begins with.
        name = "|".join(sorted({re.split(r"\W", each)[0] for each in given}))
        return re.compile(rf"mockgemini|\b(?:def|class)\s+(?:{name})|(?m:^(?:{name})\w*\s*=)")


def _by_file(root: Path, ended: Iterable[str]) -> dict[Path, set[str]]:
    """
    The tests that ran, each as the name of its cassette begins.
    """
    found: dict[Path, set[str]] = {}
    for nodeid in ended:
        file, _, test = nodeid.partition("::")
        # Plugins may add to the name of a test, as in `test_it@group`.
        names = [re.split(r"\W", each)[0] for each in test.partition("[")[0].split("::")]
        found.setdefault(root / file, set()).add(".".join(names[-2:]))
    return {_real(file): names for file, names in found.items()}


def _python_files(place: Path) -> Iterator[Path]:
    """
    Those below a folder; a folder that cannot be looked into stands for its own.
    """
    closed: list[OSError] = []
    for folder, folders, files in os.walk(place, onerror=closed.append):
        here = Path(folder)
        folders[:] = [each for each in folders if not _is_closed(here / each)]
        yield from (here / file for file in files if file.endswith(".py"))
    yield from (Path(error.filename) for error in closed)


def _is_closed(folder: Path) -> bool:
    if any(fnmatch(folder.name, each) for each in (*_CLOSED, "__pycache__")):
        return True
    return any(os.access(folder / each, os.F_OK) for each in ("pyvenv.cfg", "conda-meta/history"))


def _matches(file: Path, pattern: str) -> bool:
    """
    As pytest compares: with the name, or, where the pattern has folders, with the path.
    """
    if "/" in pattern:
        return fnmatch(file.as_posix(), f"*/{pattern}")
    return fnmatch(file.name, pattern)


def _has_words(file: Path, words: Iterable[str]) -> bool:
    text = _text(file)
    return all(re.search(rf"\b{re.escape(word)}\b", text) for word in words)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _real(file: Path) -> Path:
    return Path(os.path.realpath(file))
