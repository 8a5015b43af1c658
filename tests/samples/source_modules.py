"""
The files of the package and the plugin as trees: who imports whom, and what stands in them.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


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
