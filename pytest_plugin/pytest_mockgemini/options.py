"""
The words of the command line and of the ini file: which there are, and what each run means.

Every run of pytest reads this file; what a single test wants stands in `settings.py`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeAlias, get_args

import pytest

from mockgemini.environment import GOOGLE
from mockgemini.errors import UsageError, one_of

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


def check(config: pytest.Config) -> None:
    """
    A UsageError about the first wrong word of the ini file.
    """
    mode(config)
    env(config)
    guard(config)
    check_on_load(config)
    for rule in redact(config):
        check_rule(rule, "mockgemini_redact")
    if (limits := config.getoption("--mockgemini-budget")) is not None:
        from mockgemini.record.budget import Limits  # noqa: PLC0415 - only who records

        Limits.parse(limits)


def mode(config: pytest.Config) -> RecordMode:
    """
    The record mode: of the command line, else `none` in CI, else of the ini file.
    """
    chosen = config.getoption("--mockgemini-record")
    if chosen is None and _is_ci():
        return "none"
    words = config.getini("mockgemini_record") if chosen is None else chosen
    return one_of(MODES, "mockgemini_record", words)


def env(config: pytest.Config) -> Env:
    """
    Whether the environment is set for each test, or for the whole run.
    """
    return one_of(get_args(Env), "mockgemini_env", config.getini("mockgemini_env"))


def guard(config: pytest.Config) -> GuardMode:
    """
    What becomes of live calls.
    """
    return one_of(get_args(GuardMode), "mockgemini_guard", config.getini("mockgemini_guard"))


def check_on_load(config: pytest.Config) -> Check:
    """
    What becomes of cassettes that break their schema.
    """
    return one_of(get_args(Check), "mockgemini_check", config.getini("mockgemini_check"))


def upstream(config: pytest.Config) -> str:
    """
    Where recordings come from.
    """
    return config.getoption("--mockgemini-upstream") or GOOGLE


def redact(config: pytest.Config) -> tuple[str, ...]:
    """
    What is taken out of every cassette.
    """
    return tuple(config.getini("mockgemini_redact"))


def allow_secrets(config: pytest.Config) -> tuple[str, ...]:
    """
    What may stay in every cassette.
    """
    return tuple(config.getini("mockgemini_allow_secrets"))


def cassette_dir(config: pytest.Config, test: Path) -> Path:
    """
    The folder of the cassettes of the tests in a file.
    """
    configured = config.getini("mockgemini_cassette_dir")
    return config.rootpath / configured if configured else test.parent / "cassettes"


def check_rule(rule: str, where: str) -> None:
    """
    A UsageError where a rule is no regular expression.
    """
    try:
        re.compile(rule)
    except re.error as error:
        raise UsageError(f"{where} takes regular expressions, not {rule!r}: {error}") from None


def plainly(work: Callable[[], None]) -> None:
    """
    A wrong word ends the run before it begins, in pytest's own way.
    """
    try:
        work()
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None


def _is_ci() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false", "no")
