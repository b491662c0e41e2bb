"""The code and the templates read as prose: one thought a line, by measure.

Five measures, each of a *package*: a folder at the root, or an app inside `webapp`.

* **columns**: lines of Python over 100 characters, comments, docstrings and strings included;
* **template columns**: lines of `.html` over 120 characters;
* **inline styles**: `style=` inside a template; the looks live in the style sheet;
* **density**: nodes of the syntax tree in the bodies of functions for each line of those bodies.
  Neither the marks of reading and writing a name (`Load`, `Store`) nor a docstring are counted as
  nodes; blank lines, comments, docstrings and the `def` itself are not counted as lines;
* **ternaries**: `a if b else c` for each thousand lines that are not blank.

A package that does not keep a bar yet stands in `NOT_YET` with the figure it must not exceed.
The list only shrinks.
"""

import ast
import io
import tokenize
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.house import source

COLUMNS_MAX = 100
TEMPLATE_COLUMNS_MAX = 120
TERNARIES_PER_THOUSAND_MAX = 10.0
HOUSE_DENSITY_MAX = 5.5
PACKAGE_DENSITY_MAX = 6.5

NOT_YET: dict[str, dict[str, float]] = {}
"""Measure → package (or the whole house) → the figure of the day, while it is above the bar."""

SPACE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
type Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_no_line_of_python_is_wider_than_a_hundred_columns() -> None:
    held_to_bar("columns", wide_lines_by_package(), bar=0)


def test_no_line_of_a_template_is_wider_than_a_hundred_and_twenty_columns() -> None:
    held_to_bar("template columns", wide_template_lines_by_package(), bar=0)


def test_no_template_carries_its_own_styles() -> None:
    held_to_bar("inline styles", inline_styles_by_package(), bar=0)


def test_a_line_holds_one_thought_in_every_package() -> None:
    held_to_bar("density", by_package(density), bar=PACKAGE_DENSITY_MAX)


def test_a_line_holds_one_thought_over_the_whole_house() -> None:
    whole = {"house": density(source.modules())}

    held_to_bar("house density", whole, bar=HOUSE_DENSITY_MAX)


def test_a_choice_is_rarely_made_inside_an_expression() -> None:
    held_to_bar("ternaries", by_package(ternaries), bar=TERNARIES_PER_THOUSAND_MAX)


def held_to_bar(measure: str, figures: Mapping[str, float], *, bar: float) -> None:
    """Fail, naming the packages, where a figure is above the bar and above what is excused."""
    excused = NOT_YET.get(measure, {})
    above = [
        f"{measure} of {name}: {figure:g}, at most {max(bar, excused.get(name, 0)):g}"
        for name, figure in figures.items()
        if figure > max(bar, excused.get(name, 0))
    ]
    assert not above, "\n".join(above)


def package_of(path: Path) -> str:
    """Name the package a file belongs to: `tariffs`, `webapp/payments`."""
    parts = path.relative_to(source.ROOT).parts
    return "/".join(parts[:2]) if parts[0] == "webapp" else parts[0]


def modules_by_package() -> dict[str, list[source.Module]]:
    found: dict[str, list[source.Module]] = defaultdict(list)
    for module in source.modules():
        found[package_of(module.path)].append(module)
    return found


def templates() -> Iterator[Path]:
    for room in source.ROOMS:
        yield from (source.ROOT / room).rglob("*.html")


def by_package(measure: Callable[[list[source.Module]], float]) -> dict[str, float]:
    return {name: measure(modules) for name, modules in modules_by_package().items()}


def wide_lines_by_package() -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for module in source.modules():
        for line in module.text.splitlines():
            found[package_of(module.path)] += len(line) > COLUMNS_MAX
    return found


def wide_template_lines_by_package() -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for path in templates():
        for line in path.read_text().splitlines():
            found[package_of(path)] += len(line) > TEMPLATE_COLUMNS_MAX
    return found


def inline_styles_by_package() -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for path in templates():
        found[package_of(path)] += path.read_text().count(" style=")
    return found


def density(modules: list[source.Module] | tuple[source.Module, ...]) -> float:
    """Give the nodes of the bodies of functions for each line of those bodies."""
    nodes = lines = 0
    for module in modules:
        written = lines_of_code(module.text)
        for function in functions_of(module):
            body = without_docstring(function)
            if body:
                nodes += sum(nodes_of(statement) for statement in body)
                lines += len(written & set(range(body[0].lineno, last_line(function) + 1)))
    return nodes / max(lines, 1)


def ternaries(modules: list[source.Module]) -> float:
    """Give the ternaries for each thousand lines that are not blank."""
    found = lines = 0
    for module in modules:
        found += sum(isinstance(node, ast.IfExp) for node in ast.walk(module.tree))
        lines += sum(bool(line.strip()) for line in module.text.splitlines())
    return 1000 * found / max(lines, 1)


def functions_of(module: source.Module) -> Iterator[Function]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def without_docstring(function: Function) -> list[ast.stmt]:
    if ast.get_docstring(function, clean=False) is None:
        return function.body
    return function.body[1:]


def last_line(function: Function) -> int:
    assert function.end_lineno is not None
    return function.end_lineno


def nodes_of(statement: ast.stmt) -> int:
    return sum(not isinstance(node, ast.expr_context) for node in ast.walk(statement))


def lines_of_code(text: str) -> set[int]:
    """Number the lines that hold code: no blank lines and no comments."""
    found: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in SPACE:
            found.update(range(token.start[0], token.end[0] + 1))
    return found
