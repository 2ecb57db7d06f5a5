"""The shape of the code: who may import whom, what only the command line may touch, and sizes.

The dependency direction is a table here, not a diagram elsewhere: a new module or a new edge
needs a line, which is the moment to ask whether it belongs.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator"

MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 60
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "misc"}

_INPUT = {
    "model.case",
    "model.company",
    "model.manning",
    "model.premises",
    "model.profile",
    "model.tender",
    "model.values",
}
_KNOWLEDGE = {"model.knowledge", "model.knowledge_base", "model.shifts"}
_RECORDS = _INPUT | _KNOWLEDGE | {"model.estimate"}
_READING = {"errors", "parsing", "source"}

ALLOWED: dict[str, set[str]] = {
    "": set(),
    "__main__": {"cli"},
    "anchors": set(),
    "errors": set(),
    "resources": set(),
    "model": {"errors"},
    "source": {"errors"},
    "outputs": {"errors"},
    "parsing": {"errors", "source"},
    "syntax": set(),
    "expression": {"errors", "syntax", "model.document"},
    "spreadsheet": {"syntax"},
    "facts": {"model.premises", "model.profile"},
    "parameters": {"errors", *_INPUT, *_KNOWLEDGE},
    "library": {"model", *_READING, *_INPUT, *_KNOWLEDGE},
    "cases": {"library", *_READING, *_INPUT},
    "rules": {"errors", "expression", "facts", "parameters", *_RECORDS},
    "roster": {"errors", *_RECORDS},
    "scenarios": {"errors", "expression", "parameters", "rules", *_RECORDS},
    "compose": {"errors", "expression", "facts", "parameters", "model.document", *_RECORDS},
    "render": {"anchors", "errors", "model.document", "model.estimate"},
    "layout": {"anchors", "errors"},
    "verify": {"anchors", "errors", "facts", "model.document", *_RECORDS},
}
"""Module or folder of the package → what else of the package it may import."""

ORCHESTRATION = {"cli", "checks", "pipeline", "reports"}
"""These tie the stages together; none of the modules of ``ALLOWED`` may import them."""

THIRD_PARTY: dict[str, set[str]] = {
    "click": {"cli"},
    "rich": {"cli"},
    "yaml": {"source"},
    "pydantic": {"model", "parsing", "reports"},
    "pydantic_core": {"model", "parsing"},
    "jinja2": {"expression", "spreadsheet", "syntax", "render"},
    "docx": {"render"},
    "docxtpl": {"render"},
    "xlsxwriter": {"render"},
    "lxml": {"render", "verify"},
    "pypdf": {"layout"},
    "ortools": {"roster", "scenarios"},
}
"""Distribution → the only modules or folders that may import it."""

OUTSIDE_WORLD = {
    "print",
    "input",
    "sys.stdout",
    "sys.stderr",
    "sys.stdin",
    "sys.argv",
    "sys.exit",
    "os.environ",
    "os.getenv",
    "Path.home",
    "pathlib.Path.home",
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.time",
    "time.localtime",
    "random.random",
    "uuid.uuid4",
}
"""Console, clock, environment and chance: only the command line may know them."""


@dataclass(frozen=True)
class Module:
    """A parsed module of the package; ``part`` is its layer, the first name below the package."""

    path: Path
    part: str
    text: str
    tree: ast.Module

    def at(self, line: int) -> str:
        """Return ``file:line`` for messages."""
        return f"{self.path.relative_to(ROOT).as_posix()}:{line}"


@cache
def modules() -> tuple[Module, ...]:
    """Return every module of the package."""
    return tuple(_read(path) for path in sorted(PACKAGE.rglob("*.py")))


def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return Module(path, "" if part == "__init__" else part, text, ast.parse(text))


def imports(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the dotted name and line of every import, also of those inside functions."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.at(node.lineno)}: write imports in full"
            assert node.module is not None
            if node.module in ("generator", "generator.model"):
                for alias in node.names:
                    yield f"{node.module}.{alias.name}", node.lineno
            else:
                yield node.module, node.lineno


def own_target(dotted: str) -> str:
    """Return the layer an import of the package means; ``model`` is told apart by module."""
    parts = dotted.split(".")[1:]
    if (
        parts[:1] == ["model"]
        and len(parts) > 1
        and (PACKAGE / "model" / f"{parts[1]}.py").exists()
    ):
        return ".".join(parts[:2])
    return parts[0] if parts else ""


def outer(module: Module) -> bool:
    """Return whether a module belongs to the command line."""
    return module.part in ("cli", "__main__")


@pytest.mark.parametrize("part", sorted({module.part for module in modules()}))
def test_every_part_has_its_place(part: str) -> None:
    assert part in ALLOWED or part in ORCHESTRATION, "give the new part a line in ALLOWED"


def test_imports_go_one_way() -> None:
    wrong = []
    for module in modules():
        for dotted, line in imports(module):
            if dotted.split(".")[0] != "generator" or module.part in ORCHESTRATION:
                continue
            target = own_target(dotted)
            same = target.split(".")[0] == module.part
            if not same and target not in ALLOWED[module.part]:
                wrong.append(f"{module.at(line)}: {module.part} may not import {dotted}")
    assert not wrong, "\n".join(wrong)


def test_engine_never_imports_command_line() -> None:
    wrong = [
        f"{module.at(line)}: {dotted}"
        for module in modules()
        if not outer(module)
        for dotted, line in imports(module)
        if dotted.startswith("generator.cli")
    ]
    assert not wrong, "\n".join(wrong)


def test_third_parties_stay_where_they_belong() -> None:
    wrong = []
    for module in modules():
        for dotted, line in imports(module):
            top = dotted.split(".")[0]
            if top == "generator" or top in sys.stdlib_module_names:
                continue
            if module.part not in THIRD_PARTY.get(top, set()):
                wrong.append(f"{module.at(line)}: {module.part or 'the package'} imports {top}")
    assert not wrong, "\n".join(wrong)


def test_sharp_lines() -> None:
    """The promises of the design, said once more without the table, so that no edit loses them."""
    assert not ALLOWED["rules"] & {"compose", "render", "verify", "layout", "model.document"}
    assert not ALLOWED["compose"] & {"rules", "render", "verify", "layout"}
    assert not ALLOWED["render"] & {"library", "rules", "compose", *_KNOWLEDGE, *_INPUT}
    assert "rules" not in THIRD_PARTY["docx"] | THIRD_PARTY["docxtpl"]
    assert ALLOWED["model"] == {"errors"}


def test_only_the_command_line_knows_the_outside() -> None:
    wrong = [
        f"{module.at(line)}: {name}"
        for module in modules()
        if not outer(module)
        for name, line in _outside_uses(module)
    ]
    assert not wrong, "\n".join(wrong)


def _outside_uses(module: Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = node.func.id
        elif isinstance(node, ast.Attribute):
            name = _dotted(node)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if f"{node.module}.{alias.name}" in OUTSIDE_WORLD:
                    yield f"{node.module}.{alias.name}", node.lineno
            continue
        else:
            continue
        if name in OUTSIDE_WORLD:
            yield name, node.lineno


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def test_modules_are_short() -> None:
    long = {
        module.at(1): count
        for module in modules()
        if (count := len(module.text.splitlines())) > MAX_MODULE_LINES
    }
    assert not long, f"over {MAX_MODULE_LINES} lines, split by noun: {long}"


def test_functions_are_short() -> None:
    lengths = sorted(
        (
            ((node.end_lineno or node.lineno) - node.lineno + 1, node.name, module.at(node.lineno))
            for module in modules()
            for node in ast.walk(module.tree)
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        ),
        reverse=True,
    )
    longest = "\n".join(f"{count} lines: {name} ({place})" for count, name, place in lengths[:5])
    assert lengths[0][0] <= MAX_FUNCTION_LINES, f"the longest functions are\n{longest}"


def test_names_say_what_a_module_is() -> None:
    vague = [
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.stem in VAGUE_NAMES and (path.is_dir() or path.suffix == ".py")
    ]
    assert not vague


def test_everything_public_is_documented() -> None:
    bare = [place for module in modules() for place in _undocumented(module)]
    assert not bare, "without docstring:\n" + "\n".join(bare)


def _undocumented(module: Module) -> Iterator[str]:
    if ast.get_docstring(module.tree) is None:
        yield module.at(1)
    for node in module.tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield from _bare(module, node)
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                for member in node.body:
                    if isinstance(member, (ast.FunctionDef, ast.AsyncFunctionDef)):
                        yield from _bare(module, member)


def _bare(
    module: Module, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
) -> Iterator[str]:
    if not node.name.startswith("_") and ast.get_docstring(node) is None:
        yield f"{module.at(node.lineno)} {node.name}"
