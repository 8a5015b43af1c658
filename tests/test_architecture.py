"""
The house rules, read off the source itself: who may know whom, and what code may look like.
"""

import ast

from samples.source_modules import (
    called,
    imported,
    is_module,
    modules,
    nodes,
    others,
    ours,
    part_of,
)

GROUND = {
    *("clock", "environment", "errors", "exchange", "jsontext", "payload", "redaction", "sse"),
    "version",
}
WINGS = {"contract", "convert", "record", "replay", "server", "synthesize"}
TOP = {"handle", "leaks", "spaces", "verdict", "verifying"}
FLOORS = (
    dict.fromkeys(GROUND, 1)
    | {"wire": 2, "cassette": 2, "asked": 3, "faults": 3}
    | dict.fromkeys(WINGS, 4)
    | dict.fromkeys(TOP, 5)
    | {"cli": 6, "pytest_mockgemini": 6, "__main__": 7, "__init__": 7}
)
"""The floor of each part; a part imports only from floors below its own, and from itself."""

LONGEST_FILE = 350
LONGEST_FUNCTION = 50

OUTWARD = {"aiohttp", "httpcore", "httpx", "httpx2", "requests", "urllib3", "websockets"}
SERVERS = {"hypercorn", "starlette", "uvicorn"}
CONNECTING = {"connect", "connect_ex", "create_connection", "open_connection", "urlopen"}
NO_NAMES = {"base", "common", "data", "helper", "helpers", "info", "manager", "util", "utils"}

# --- who may know whom ------------------------------------------------------------------------


def test_every_part_has_a_floor():
    """
    There is no part of the house that the plan does not know.
    """
    parts = {part_of(module.parts) for module in modules()}

    assert set() == parts - set(FLOORS)


def test_imports_go_down():
    """
    A file imports only from floors below its own, or from its own part; ground and top stand open.
    """
    wrong = [
        f"{module.place}:{line} imports {name}"
        for module in modules()
        for line, name in ours(module)
        if not may_import(part_of(module.parts), part_of(tuple(name.split("."))))
    ]

    assert [] == wrong


def may_import(part: str, other: str) -> bool:
    """
    Whether one part may know another.
    """
    same_room = {part, other} <= GROUND or {part, other} <= TOP
    return part == other or same_room or FLOORS.get(other, 0) < FLOORS.get(part, 0)


def test_the_rule_of_floors():
    """
    Wings do not know one another, wire and cassette neither, and nobody knows who is above.
    """
    assert may_import("replay", "wire")
    assert may_import("server", "exchange")
    assert not may_import("replay", "record")
    assert not may_import("server", "replay")
    assert not may_import("wire", "cassette")
    assert not may_import("faults", "server")
    assert not may_import("exchange", "wire")
    assert not may_import("cli", "pytest_mockgemini")


def test_no_import_goes_in_a_circle():
    """
    Following imports never leads back to where one began.
    """
    known = {
        str(module): {name for _, name in ours(module) if is_module(name)} for module in modules()
    }
    finished: set[str] = set()

    def circle(name: str, way: tuple[str, ...]) -> tuple[str, ...]:
        if name in way:
            return (*way[way.index(name) :], name)
        if name in finished:
            return ()
        found = next(
            (found for each in sorted(known[name]) if (found := circle(each, (*way, name)))), ()
        )
        finished.add(name)
        return found

    assert [] == [found for name in sorted(known) if (found := circle(name, ()))]


def test_we_import_from_the_file_that_owns_the_thing():
    """
    Inside the package nobody imports from the names gathered for users.
    """
    assert [] == [
        f"{module.place}:{line}"
        for module in modules()
        if module.parts[0] == "mockgemini"
        for line, name in ours(module)
        if name == "mockgemini" and module.parts != ("mockgemini",)
    ]


def test_the_revisions_do_not_know_each_other():
    """
    One wire schema never imports another.
    """
    wrong = [
        f"{module.place}:{line} imports {name}"
        for module in modules()
        for one, other in [("outputs", "steps"), ("steps", "outputs")]
        if module.parts[:3] == ("mockgemini", "wire", one)
        for line, name in ours(module)
        if name.startswith(f"mockgemini.wire.{other}")
    ]

    assert [] == wrong


def test_revisions_are_named_in_few_places():
    """
    The words that revisions are called by stand in their own folders and in the register only.
    """
    wrong = [
        f"{module.place}:{node.lineno} says {node.value!r}"
        for module in modules()
        if module.parts[1:3] not in {("wire", "outputs"), ("wire", "steps"), ("wire", "register")}
        for node in nodes(module, ast.Constant)
        if node.value in {"outputs", "steps"}
    ]

    assert [] == wrong


# Webhooks have to reach the program under test; that no notice leaves the machine is held by
# tests/spaces/test_notices.py.
TO_THIS_MACHINE = {"mockgemini/spaces/notices.py"}


# What keeps a test's programs from connecting has to name what they connect with.
WATCHES_OTHERS = {
    "pytest_plugin/pytest_mockgemini/guard.py",
    "pytest_plugin/pytest_mockgemini/neighbours.py",
}


def test_only_the_upstream_connects_outwards():
    """
    Replay and synthesis are offline by construction: one file alone opens connections to others.
    """
    wrong = [
        place
        for module in modules()
        if module.place not in {"mockgemini/record/upstream.py", *TO_THIS_MACHINE, *WATCHES_OTHERS}
        for place in [
            *others(module, OUTWARD),
            *(
                f"{module.place}:{line} imports {name}"
                for line, name in imported(module)
                if name in {"http.client", "urllib.request"}
                or (name in {"socket", "ssl"} and part_of(module.parts) != "server")
            ),
            *(
                f"{module.place}:{node.lineno} calls {called(node.func)}"
                for node in nodes(module, ast.Call)
                if called(node.func) in CONNECTING
            ),
        ]
    ]

    assert [] == wrong


def test_only_the_server_knows_its_libraries():
    """
    Modes know neither Starlette nor uvicorn.
    """
    assert [] == [
        place
        for module in modules()
        if part_of(module.parts) != "server"
        for place in others(module, SERVERS)
    ]


def test_the_package_does_not_know_its_tests():
    """
    Nothing imports pytest or Hypothesis, but for the strategies that are offered to users.
    """
    assert [] == [
        place
        for module in modules()
        if module.parts[0] == "mockgemini"
        for place in others(module, {"_pytest", "hypothesis", "pytest"})
        if not place.startswith("mockgemini/contract/strategies/")
    ]


def test_time_comes_from_the_clock():
    """
    Nobody else reads a clock or sleeps.
    """
    wrong = [
        place
        for module in modules()
        if str(module) != "mockgemini.clock"
        for place in [
            *others(module, {"time"}),
            *(
                f"{module.place}:{node.lineno} calls {ast.unparse(node.func)}"
                for node in nodes(module, ast.Call)
                if is_clock(node.func)
            ),
        ]
    ]

    assert [] == wrong


def is_clock(function: ast.expr) -> bool:
    """
    Whether calling this reads a clock, or waits, past ours.
    """
    if not isinstance(function, ast.Attribute):
        return False
    owner = called(function.value)
    return (owner in {"asyncio", "anyio"} and function.attr == "sleep") or (
        owner in {"date", "datetime"} and function.attr in {"now", "today", "utcnow"}
    )


# --- how code looks ---------------------------------------------------------------------------


def test_files_are_short():
    """
    No file is longer than can be read in one go.
    """
    lengths = {module.place: len(module.path.read_text().splitlines()) for module in modules()}

    assert {} == {place: length for place, length in lengths.items() if length > LONGEST_FILE}


def test_functions_are_short():
    """
    No function is longer than a screen.
    """
    assert [] == [
        f"{module.place}:{node.lineno} {node.name}"
        for module in modules()
        for node in nodes(module, ast.FunctionDef, ast.AsyncFunctionDef)
        if node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]


def test_files_say_what_they_are_for():
    """
    Every file with something in it opens with what it is for, on lines of their own.
    """
    told = {
        module.place: ast.get_docstring(module.tree, clean=False)
        for module in modules()
        if module.tree.body
    }

    assert [] == [place for place, text in told.items() if not (text or "").startswith("\n")]


def test_names_say_something():
    """
    No file, class or function is called by a word that fits everything.
    """
    files = [module.place for module in modules() if set(module.parts) & NO_NAMES]
    classes = [
        f"{module.place}:{node.lineno} {node.name}"
        for module in modules()
        for node in nodes(module, ast.ClassDef)
        if node.name.lower().endswith(("base", "helper", "helpers", "manager", "util", "utils"))
    ]
    functions = [
        f"{module.place}:{node.lineno} {node.name}"
        for module in modules()
        for node in nodes(module, ast.FunctionDef, ast.AsyncFunctionDef)
        if node.name.lstrip("_").startswith(("handle_", "process_"))
    ]

    assert [] == files + classes + functions
