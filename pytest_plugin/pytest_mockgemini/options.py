"""
The words of the command line and of the ini file: which there are, and what each run means.

Every run of pytest reads this file; what a single test wants stands in `settings.py`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias, TypeVar, get_args

import pytest

from mockgemini.environment import GOOGLE
from mockgemini.errors import UsageError, one_of

_T = TypeVar("_T")

RecordMode: TypeAlias = Literal["none", "once", "new_episodes", "all", "rewrite", "verify"]
"""
`once` records tests that have no cassette; `new_episodes` also what is not in one. `all` records
anew, each test a cassette of its own. `rewrite` does so too, but tests may share one: the first of
a run begins it anew, the others add what it lacks (as with `once`, where there is none), and what
none of them asks for is gone. `verify` replays, and asks the real API the same.
"""

Env: TypeAlias = Literal["test", "session"]
"""How long the environment leads the SDKs to us."""

GuardMode: TypeAlias = Literal["error", "warn", "off"]
"""What becomes of a connection to Google while a test has its MockGemini."""

Check: TypeAlias = Literal["off", "warn", "error"]
"""What becomes of a cassette that breaks its schema when it is loaded."""

Orphans: TypeAlias = Literal["report", "fail", "delete"]
"""What becomes of cassettes that no test of a whole run wants."""

MODES: tuple[RecordMode, ...] = get_args(RecordMode)


@dataclass(frozen=True, slots=True)
class Options:
    """
    What a run means. `cassette_dir` is empty where cassettes lie beside the tests; `redact` and
    `allow_secrets` hold for every cassette.
    """

    mode: RecordMode
    env: Env
    guard: GuardMode
    check: Check
    upstream: str
    cassette_dir: str
    translate: bool
    redact: tuple[str, ...]
    allow_secrets: tuple[str, ...]


_OPTIONS = pytest.StashKey[Options]()


def add(parser: pytest.Parser) -> None:
    """
    Register them all; none has a name that a neighbour uses.
    """
    group = parser.getgroup("mockgemini")
    group.addoption(
        "--mockgemini-record",
        choices=MODES,
        help="none: replay only; once: record what has no cassette; new_episodes: record what is "
        "not in one; all: record anew; rewrite: the same where tests share a cassette; verify: "
        "replay, and compare with the real API",
    )
    group.addoption(
        "--mockgemini-upstream", metavar="URL", help="record from here, not from Google"
    )
    group.addoption(
        "--mockgemini-orphans",
        choices=get_args(Orphans),
        default="report",
        help="what to do with cassettes that no test of a whole run wants",
    )
    group.addoption(
        "--mockgemini-budget",
        metavar="LIMITS",
        help="stop recording before this is spent, as in calls:200,tokens:500k",
    )
    _add_to_ini(parser)


def _add_to_ini(parser: pytest.Parser) -> None:
    parser.addini("mockgemini_record", "as --mockgemini-record", default="none")
    parser.addini("mockgemini_cassette_dir", "cassettes here, not beside the tests", default="")
    parser.addini(
        "mockgemini_env",
        "test: the environment leads SDK clients to the test that makes them; session: all of the "
        "run, so that clients may be made at import and kept",
        default="test",
    )
    parser.addini(
        "mockgemini_guard",
        "what a call to Google in a test is: error, warn, or off (not looked for)",
        default="error",
    )
    parser.addini(
        "mockgemini_translate",
        "recordings of one revision answer clients of another",
        type="bool",
        default=False,
    )
    parser.addini(
        "mockgemini_check",
        "what a cassette is that departs from its schema: off (nobody looks), warn, or error",
        default="off",
    )
    parser.addini(
        "mockgemini_redact", "regular expressions of what no cassette may hold", type="linelist"
    )
    parser.addini(
        "mockgemini_allow_secrets", "texts that resemble secrets and may stay", type="linelist"
    )


def of(config: pytest.Config) -> Options:
    """
    What this run means; looked up once, when a test first wants to know.
    """
    if _OPTIONS not in config.stash:
        config.stash[_OPTIONS] = read(config)
    return config.stash[_OPTIONS]


def read(config: pytest.Config) -> Options:
    """
    What is given so far; a UsageError about the first wrong word.
    """
    options = Options(
        mode=_mode(config),
        env=one_of(get_args(Env), "mockgemini_env", config.getini("mockgemini_env")),
        guard=one_of(get_args(GuardMode), "mockgemini_guard", config.getini("mockgemini_guard")),
        check=one_of(get_args(Check), "mockgemini_check", config.getini("mockgemini_check")),
        upstream=_upstream(config),
        cassette_dir=config.getini("mockgemini_cassette_dir"),
        translate=_translate(config),
        redact=tuple(config.getini("mockgemini_redact")),
        allow_secrets=tuple(config.getini("mockgemini_allow_secrets")),
    )
    check_rules(options.redact, "mockgemini_redact")
    if (limits := _option(config, "--mockgemini-budget")) is not None:
        from mockgemini.record.budget import Limits  # noqa: PLC0415 - only who records

        Limits.parse(limits)
    return options


def cassette_dir(config: pytest.Config, test: Path) -> Path:
    """
    The folder of the cassettes of the tests in a file.
    """
    configured = of(config).cassette_dir
    return config.rootpath / configured if configured else _beside(test)


@lru_cache(maxsize=128)
def _beside(test: Path) -> Path:
    return test.parent / "cassettes"


def check_rules(rules: Sequence[str], where: str) -> None:
    """
    A UsageError about the first rule that is no regular expression.
    """
    if not rules:
        return
    from mockgemini.redaction import rule  # noqa: PLC0415 - few runs have any

    for text in rules:
        rule(text, where)


def plainly(work: Callable[[], _T]) -> _T:
    """
    A wrong word ends the run before it begins, in pytest's own way.
    """
    try:
        return work()
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None


def _mode(config: pytest.Config) -> RecordMode:
    """
    The record mode: of the command line, else `none` in CI, else of the ini file.
    """
    chosen = _option(config, "--mockgemini-record")
    if chosen is None and _is_ci():
        return "none"
    words = config.getini("mockgemini_record") if chosen is None else chosen
    return one_of(MODES, "mockgemini_record", words)


def _upstream(config: pytest.Config) -> str:
    given = _option(config, "--mockgemini-upstream")
    if not given:
        return GOOGLE
    from mockgemini.record.url import judged  # noqa: PLC0415 - only who records

    judged(given, "--mockgemini-upstream")
    return given


def _translate(config: pytest.Config) -> bool:
    try:
        given: bool = config.getini("mockgemini_translate")
    except (ValueError, pytest.UsageError) as error:
        # Which of the two depends on the generation of pytest; neither has to name the option.
        raise UsageError(f"mockgemini_translate takes true or false: {error}") from None
    return given


def _option(config: pytest.Config, words: str) -> str | None:
    """
    What the command line says, also where pytest before 9.1 has not come to all of it yet.
    """
    name = words.removeprefix("--").replace("-", "_")
    early = getattr(config.known_args_namespace, name, None)
    value: str | None = getattr(config.option, name, early)
    return value


def _is_ci() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false", "no")
