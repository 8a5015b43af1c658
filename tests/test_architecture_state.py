"""
The house rules, read off the source itself: nothing at the top of a file ever changes.
"""

import ast
from collections.abc import Iterator

import pytest
from samples.source_modules import ROOT, Module, called, modules, nodes

CONTAINERS = {"Counter", "OrderedDict", "bytearray", "defaultdict", "deque", "dict", "list", "set"}
CHANGES = {
    *("add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popitem"),
    *("remove", "reverse", "setdefault", "sort", "update"),
}


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
