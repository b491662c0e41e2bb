"""Every number of the law is read by the product: a series that nothing reads would go stale unseen."""

import ast
import re
from functools import cache

import pytest

from tariffs import parameters
from tests.house import source


@cache
def written() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The strings of the product, and what its f-strings that begin with a word may become."""
    texts, patterns = set(), set()
    for module in source.modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+"
                    for part in node.values
                ]
                if re.match(r"[a-z]{5}", parts[0]):
                    patterns.add("".join(parts))
    texts.update(_named_by_tables())
    return frozenset(texts), tuple(re.compile(pattern) for pattern in sorted(patterns))


def _named_by_tables() -> set[str]:
    """What a table of the product names, as enclosures do the age that they may have."""
    tables = (source.ROOT / "documents").glob("*.toml")
    return {
        named for table in tables for named in re.findall(r'"([\w.]+)"', table.read_text("utf-8"))
    }


def is_written(text: str) -> bool:
    texts, patterns = written()
    return text in texts or any(pattern.fullmatch(text) for pattern in patterns)


@pytest.mark.parametrize("name", parameters.names())
def test_every_series_is_read_by_the_product(name: str) -> None:
    texts, _patterns = written()

    # a name that is put together has parts that stand somewhere
    assert name in texts or (
        is_written(name) and all(is_written(part) for part in name.split(".")[1:])
    )
