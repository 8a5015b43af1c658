"""
How tests are written: each states its rule, each source file has its tests, and nothing is mocked.
"""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"

TESTED_ELSEWHERE = {
    "mockgemini/__init__.py": "tests/test_public_api.py",
    "mockgemini/__main__.py": "tests/cli/test_main.py",
    "pytest_plugin/pytest_mockgemini/__init__.py": "tests/pytest_plugin/test_loading.py",
    "pytest_plugin/pytest_mockgemini/hosting.py": "tests/pytest_plugin/test_loading.py",
    "pytest_plugin/pytest_mockgemini/reporting.py": "tests/pytest_plugin/test_replaying.py",
    "pytest_plugin/pytest_mockgemini/running.py": "tests/pytest_plugin/test_recording.py",
}
"""Sources whose tests have another name: a plugin is tested by what it prints, not file by file."""

ONLY_VALUES = {
    "mockgemini/cassette/cassette.py": "two dataclasses without a method",
    "mockgemini/errors.py": "exceptions without a method",
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


def sources():
    """
    All files of the packages with something in them.
    """
    paths = [*(ROOT / "mockgemini").rglob("*.py"), *(ROOT / "pytest_plugin").rglob("*.py")]
    return {
        path.relative_to(ROOT).as_posix()
        for path in paths
        if any(not isinstance(node, ast.Expr) for node in ast.parse(path.read_text()).body)
    }


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


def test_every_source_has_its_tests():
    """
    A file's tests stand at the same place below tests/, or it is said where, or why there are none.
    """
    files = set(trees())
    missing = [
        place
        for place in sources() - set(TESTED_ELSEWHERE) - set(ONLY_VALUES)
        if mirror(place) not in files
    ]

    assert [] == sorted(missing)
    assert [] == [place for place in TESTED_ELSEWHERE.values() if place not in files]
    assert set() == (set(TESTED_ELSEWHERE) | set(ONLY_VALUES)) - sources()


def mirror(place):
    """
    Where the tests of a source file stand.
    """
    below = place.removeprefix("mockgemini/").replace(
        "pytest_plugin/pytest_mockgemini/", "pytest_plugin/"
    )
    folder, _, name = below.rpartition("/")
    return "/".join(filter(None, ["tests", folder, f"test_{name}"]))


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
