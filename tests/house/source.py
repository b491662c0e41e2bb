"""The code of the house as trees: every module outside tests and migrations, parsed once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("activities", "documents", "notifications", "tariffs", "webapp", "workflows")


@dataclass(frozen=True)
class Module:
    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def length(self) -> int:
        return len(self.text.splitlines())


@dataclass(frozen=True)
class Function:
    address: str
    length: int


@cache
def modules() -> tuple[Module, ...]:
    paths = sorted(
        path
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if "migrations" not in path.parts
    )
    texts = [(path, path.read_text()) for path in paths]
    return tuple(Module(path=path, text=text, tree=ast.parse(text)) for path, text in texts)


def functions() -> Iterator[Function]:
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                yield Function(
                    address=f"{module.name}:{node.lineno} {node.name}",
                    length=node.end_lineno - node.lineno + 1,
                )
