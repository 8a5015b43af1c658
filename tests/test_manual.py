"""
How tests are written: each states its rule, each source file has its tests, and nothing is mocked.

The tests of `wire/checker.py` stand in `tests/wire/test_checker.py`; where that gets long, a part
of them stands beside it under a name that says which: `test_checker_streams.py`.
"""

import ast
import os
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
LONGEST_FILE = 350

TESTED_ELSEWHERE = {
    "mockgemini/__init__.py": "tests/test_public_api.py",
    "mockgemini/__main__.py": "tests/cli/test_main.py",
    "mockgemini/contract/compat_report.py": "tests/cli/test_compat_command.py",
    "mockgemini/contract/strategies/__init__.py": "tests/contract/test_strategies.py",
    "mockgemini/contract/strategies/breaking.py": "tests/contract/test_strategies.py",
    "mockgemini/contract/strategies/conversation.py": "tests/contract/test_strategies.py",
    "mockgemini/contract/strategies/outcome.py": "tests/contract/test_strategies.py",
    "mockgemini/contract/strategies/parts.py": "tests/contract/test_strategies.py",
    "mockgemini/contract/strategies/request.py": "tests/contract/test_strategies.py",
    "mockgemini/contract/strategies/stream.py": "tests/contract/test_strategies.py",
    "mockgemini/contract/strategies/values.py": "tests/contract/test_strategies.py",
    "mockgemini/contract/strategies/machine.py": "tests/contract/test_strategies_machine.py",
    "mockgemini/contract/strategies/": "tests/contract/test_strategies.py",
    "mockgemini/cli/verifying.py": "tests/cli/test_run_command.py",
    "pytest_plugin/pytest_mockgemini/verifying.py": "tests/pytest_plugin/test_verify.py",
    "mockgemini/handle/directing.py": "tests/handle/test_mock_replies.py",
    "mockgemini/faults/__init__.py": "tests/faults/test_responding.py",
    "mockgemini/leaks/": "tests/test_leaks.py",
    "mockgemini/redaction/": "tests/test_redaction.py",
    "mockgemini/server/plaintext.py": "tests/handle/test_clients.py",
    "mockgemini/synthesize/composing/composer.py": "tests/synthesize/composing",
    "mockgemini/synthesize/files/__init__.py": "tests/synthesize/files/test_store.py",
    "mockgemini/synthesize/media/": "tests/synthesize/media/test_given.py",
    "mockgemini/synthesize/scripting/overlaps.py": "tests/synthesize/scripting",
    "mockgemini/synthesize/scripting/part_reading.py": "tests/synthesize/scripting",
    "mockgemini/synthesize/scripting/placed.py": "tests/synthesize/scripting",
    "mockgemini/synthesize/scripting/results.py": "tests/synthesize/scripting",
    "mockgemini/synthesize/scripting/saying.py": "tests/synthesize/scripting",
    "mockgemini/synthesize/scripting/unanswered.py": "tests/synthesize/scripting",
    "mockgemini/handle/watching.py": "tests/handle/test_mock.py",
    "mockgemini/wire/outputs/models/": "tests/wire/outputs/test_models.py",
    "mockgemini/wire/refusal.py": "tests/synthesize/test_interactions.py",
    "mockgemini/wire/shapes/": "tests/wire/test_openapi.py",
    "mockgemini/wire/steps/models/": "tests/wire/steps/test_models.py",
    "mockgemini/wire/translating/": "tests/wire/test_translate.py",
    "pytest_plugin/pytest_mockgemini/__init__.py": "tests/pytest_plugin/test_loading.py",
    "pytest_plugin/pytest_mockgemini/conclusion.py": "tests/pytest_plugin/test_ending.py",
    "pytest_plugin/pytest_mockgemini/hosting.py": "tests/pytest_plugin/test_session.py",
    "pytest_plugin/pytest_mockgemini/options.py": "tests/pytest_plugin/test_settings.py",
    "pytest_plugin/pytest_mockgemini/partial.py": "tests/pytest_plugin/test_orphans.py",
    "pytest_plugin/pytest_mockgemini/running.py": "tests/pytest_plugin/test_recording.py",
}
"""
Sources whose tests have another name; a folder stands for all below it.

A plugin is tested by what it prints, models by what they read, translations by what comes out.
"""

ONLY_VALUES = {
    "mockgemini/cassette/cassette.py": "two dataclasses without a method",
    "mockgemini/server/space.py": "protocols",
}
"""Sources in which there is nothing that could be wrong."""


@cache
def trees():
    """
    All test files, with their trees.
    """
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(TESTS.rglob("*.py"))
    }


def written():
    """
    All test functions, each with its place.
    """
    return [
        (f"{place}:{node.lineno}", node)
        for place, tree in trees().items()
        if Path(place).name.startswith("test_")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if node.name.startswith("test_")
    ]


@cache
def sources():
    """
    All files of the packages with something in them.
    """
    paths = [*(ROOT / "mockgemini").rglob("*.py"), *(ROOT / "pytest_plugin").rglob("*.py")]
    return frozenset(
        path.relative_to(ROOT).as_posix()
        for path in paths
        if any(not isinstance(node, ast.Expr) for node in ast.parse(path.read_text()).body)
    )


def test_every_test_states_its_rule():
    """
    The docstring of a test is one sentence or two, on lines of their own.
    """
    told = {place: ast.get_docstring(node, clean=False) for place, node in written()}

    assert [] == [
        place
        for place, text in told.items()
        if not (text or "").startswith("\n") or not (text or "").strip().endswith((".", "?", "!"))
    ]


def test_test_files_are_short():
    """
    No file is longer than can be read in one go.
    """
    lengths = {place: len((ROOT / place).read_text().splitlines()) for place in trees()}

    assert {} == {place: length for place, length in lengths.items() if length > LONGEST_FILE}


def test_what_tests_share_lies_in_a_folder():
    """
    Beside the folders there are only tests; what they share has a folder that says what it is.
    """
    assert [] == [path.name for path in TESTS.glob("*.py") if not path.name.startswith("test_")]


def test_every_source_has_its_tests():
    """
    Somewhere below tests/ is a file named after each source, or it is said where its tests are.
    """
    names = {Path(place).name for place in trees()}
    missing = {
        place for place in sources() - told_elsewhere() if f"test_{Path(place).name}" not in names
    }

    assert [] == sorted(missing)


def test_exceptions_are_needed():
    """
    What is said of sources without tests of their own name is true, and nothing is left over.
    """
    assert [] == [place for place in TESTED_ELSEWHERE.values() if not (ROOT / place).exists()]
    assert [] == [place for place in TESTED_ELSEWHERE if mirror(place).exists()]
    assert [] == [
        place
        for place in (*TESTED_ELSEWHERE, *ONLY_VALUES)
        if not any(source.startswith(place) for source in sources())
    ]


def mirror(place):
    """
    Where the tests of a source are looked for first.
    """
    inside = place.removeprefix("mockgemini/").replace("pytest_mockgemini/", "")
    folder, name = os.path.split(inside)
    return TESTS / folder / f"test_{name}"


def told_elsewhere():
    """
    The sources of which the tables tell; a folder stands for all below it.
    """
    told = (*TESTED_ELSEWHERE, *ONLY_VALUES)
    return {place for place in sources() if place.startswith(told)}


def test_nothing_is_mocked():
    """
    Tests use real values; no test imports a library of mocks.
    """
    mocks = {"mock", "unittest.mock", "pytest_mock", "unittest"}

    assert [] == [
        f"{place}:{node.lineno}"
        for place, tree in trees().items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Import) and {alias.name for alias in node.names} & mocks)
        or (isinstance(node, ast.ImportFrom) and node.module in mocks)
    ]


def test_every_skip_has_a_reason():
    """
    Who skips a test says why.
    """
    assert [] == [
        f"{place}:{node.lineno}"
        for place, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("pytest.mark.skip", "pytest.mark.skipif", "pytest.skip")
        and not (node.args or node.keywords)
    ]
