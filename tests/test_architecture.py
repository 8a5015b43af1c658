"""
The house rules, read off the source itself: who may know whom, and what code may look like.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

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
CONTAINERS = {"Counter", "OrderedDict", "bytearray", "defaultdict", "deque", "dict", "list", "set"}
CHANGES = {
    *("add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popitem"),
    *("remove", "reverse", "setdefault", "sort", "update"),
}
NO_NAMES = {"base", "common", "data", "helper", "helpers", "info", "manager", "util", "utils"}


@dataclass(frozen=True)
class Module:
    """
    One file of the package, with its tree.
    """

    path: Path
    tree: ast.Module

    @property
    def place(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def parts(self) -> tuple[str, ...]:
        """
        The dotted name in parts; a package's is that of its folder.
        """
        base = ROOT / "pytest_plugin" if "pytest_plugin" in self.path.parts else ROOT
        parts = self.path.relative_to(base).with_suffix("").parts
        return parts[:-1] if parts[-1] == "__init__" else parts

    def __str__(self) -> str:
        return ".".join(self.parts)


@cache
def modules() -> tuple[Module, ...]:
    """
    All files of the package and the plugin.
    """
    paths = [*(ROOT / "mockgemini").rglob("*.py"), *(ROOT / "pytest_plugin").rglob("*.py")]
    return tuple(
        Module(path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(paths)
    )


def part_of(parts: tuple[str, ...]) -> str:
    """
    Which part of the house a dotted name belongs to.
    """
    if parts[0] != "mockgemini":
        return parts[0]
    return parts[1] if len(parts) > 1 else "__init__"


def nodes(module: Module, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    """
    All nodes of these kinds, wherever they stand.
    """
    return (node for node in ast.walk(module.tree) if isinstance(node, kinds))


def imported(module: Module) -> Iterator[tuple[int, str]]:
    """
    The lines and names of all imports, at the top, in functions and for types alike.
    """
    for node in nodes(module, ast.Import):
        yield from ((node.lineno, alias.name) for alias in node.names)
    for node in nodes(module, ast.ImportFrom):
        assert node.level == 0, f"{module.place}:{node.lineno}: a relative import"
        for alias in node.names:
            name = f"{node.module}.{alias.name}"
            yield node.lineno, name if is_module(name) else str(node.module)


@cache
def names_of_modules() -> frozenset[str]:
    """
    The dotted names of all files.
    """
    return frozenset(str(module) for module in modules())


def is_module(name: str) -> bool:
    """
    Whether a dotted name is one of our files.
    """
    return name in names_of_modules()


def ours(module: Module) -> Iterator[tuple[int, str]]:
    """
    The imports of our own files.
    """
    return (
        (line, name)
        for line, name in imported(module)
        if name.split(".")[0] in {"mockgemini", "pytest_mockgemini"}
    )


def others(module: Module, packages: set[str]) -> list[str]:
    """
    The places where a file imports one of these packages of others.
    """
    return [
        f"{module.place}:{line} imports {name}"
        for line, name in imported(module)
        if name.split(".")[0] in packages
    ]


def called(node: ast.expr) -> str:
    """
    The last name of what is called or referred to.
    """
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


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


# --- state ------------------------------------------------------------------------------------


def test_no_module_has_state():
    """
    What stands at the top of a file never changes, so that two servers in a process never meet.
    """
    assert [] == [
        f"{module.place}:{line} {problem}"
        for module in modules()
        for line, problem in state_of(module)
    ]


def state_of(module: Module) -> Iterator[tuple[int, str]]:
    """
    The places where a file keeps or changes state of its own.
    """
    for node in nodes(module, ast.Global):
        yield node.lineno, f"declares global {', '.join(node.names)}"
    kept = dict(containers(module))
    for name, line in kept.items():
        if not (name.isupper() or name.startswith("_")):
            yield line, f"keeps {name}, which could change and is not called a constant"
    for node in ast.walk(module.tree):
        name = changed(node)
        if name in kept and not is_shadowed(module, node, name):
            yield node.lineno, f"changes {name}"


def containers(module: Module) -> Iterator[tuple[str, int]]:
    """
    The names at the top of a file that hold what can be changed.
    """
    displays = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    for node in module.tree.body:
        value = getattr(node, "value", None)
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        is_kept = isinstance(value, displays) or (
            isinstance(value, ast.Call) and called(value.func) in CONTAINERS
        )
        for target in targets:
            if is_kept and isinstance(target, ast.Name) and target.id != "__all__":
                yield target.id, node.lineno


def changed(node: ast.AST) -> str:
    """
    The name of what a node changes in place, if it does.
    """
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return called(node.func.value) if node.func.attr in CHANGES else ""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, (ast.Store, ast.Del)):
        return called(node.value)
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        return node.target.id
    return ""


def is_shadowed(module: Module, node: ast.AST, name: str) -> bool:
    """
    Whether the name means something local where the node stands.
    """
    return any(
        node in ast.walk(function)
        and any(
            isinstance(each, ast.Name) and each.id == name and isinstance(each.ctx, ast.Store)
            for each in ast.walk(function)
        )
        for function in nodes(module, ast.FunctionDef, ast.AsyncFunctionDef)
    )


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("KNOWN = {'a': 1}\n", 0),
        ("known = {'a': 1}\n", 1),
        ("KNOWN = []\ndef add(x):\n    KNOWN.append(x)\n", 1),
        ("_SEEN: dict[str, int] = {}\ndef see(x):\n    _SEEN[x] = 1\n", 1),
        ("_SEEN = set()\ndef see(x):\n    _SEEN = set()\n    _SEEN.add(x)\n", 0),
        ("COUNT = 0\ndef count():\n    global COUNT\n    COUNT += 1\n", 1),
        ("KNOWN = ('a',)\nOTHER = frozenset({'a'})\n", 0),
    ],
)
def test_the_rule_of_state(source, count):
    """
    Constants may be lists and mappings as long as nobody changes them.
    """
    module = Module(ROOT / "mockgemini" / "x.py", ast.parse(source))

    assert count == len(list(state_of(module)))


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
