"""Whatever stands in any field of any rule: one element is refused, by field and value, and the next one is answered."""

import copy
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tariffs import calc
from tests.tariffs.test_calc import DOCUMENTED, METER
from tests.tariffs.test_examples import EVERY

Path = tuple[str | int, ...]
SOUND = calc.answer([METER])
EXAMPLES = [request for request, _ in DOCUMENTED] + [request for _, request, _ in EVERY]
IDS = [f"{number} {request['rule']}" for number, request in enumerate(EXAMPLES)]
ABSURD: list[Any] = [
    *(
        None,
        True,
        False,
        [],
        {},
        [[]],
        [None],
        [{}],
        [[[["1"]]]],
        {"a": 1},
        "",
        " ",
        "x",
        "\ud800",
        b"1",
        object(),
    ),
    *(
        0,
        -1,
        1,
        10**14,
        10**15,
        10**5_000,
        1.5,
        float("nan"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("1e-40"),
    ),
    *(
        "0",
        "-0",
        "-1",
        "1e-1",
        "1e-6",
        "1e-15",
        "1e-16",
        "1e-30",
        "1e-40",
        "1e-999999",
        "1e14",
        "999999999999999",
        "1e15",
        "1e30",
    ),
    *(
        "1e999999",
        "1e99999999999999999999",
        "0e99",
        "NaN",
        "sNaN",
        "Infinity",
        "-Infinity",
        "0." + "3" * 40,
        "9" * 5_000,
        "1_0",
    ),
    *(
        "\u0661\u0662",
        "\uff11\uff12",
        "123456789012345.123456789012345",
        "0.000000000000001",
        "1.10000000000000000000",
    ),
    *(
        "1900-01-01",
        "2200-12-31",
        "0001-01-01",
        "9999-12-31",
        "2026-W47-6",
        "2026-02-30",
        "20260915",
        "2026-11-21",
    ),
]
DEEP: list[Any] = []
for _ in range(100_000):
    DEEP = [DEEP]


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Give the way to every field, every list and every element of a request."""
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for name, each in inside:
        yield (*path, name)
        yield from places(each, (*path, name))


def written(path: Path) -> str:
    """Write the way to a field as a refusal does."""
    return "".join(
        f"[{name}]" if isinstance(name, int) else f".{name}" for name in path
    ).removeprefix(".")


def spoilt(request: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    found = copy.deepcopy(request)
    at: Any = found
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = value
    return found


def check(*requests: Any) -> None:
    """Answer them with a sound one at either end; a defect is told from a refusal by its words."""
    first, *answers, last = calc.answer([METER, *requests, METER])

    assert [first] == [last] == SOUND
    for asked, found in zip(requests, answers, strict=True):
        assert isinstance(found, dict)
        assert found
        assert json.dumps(found, ensure_ascii=False).encode("utf-8")
        if "error" in found:
            assert list(found) == ["error"]
            assert found["error"].count(": ") >= 2, asked
            assert "a defect of the program" not in found["error"], asked


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_an_absurd_value_in_any_field_is_refused_alone(
    example: dict[str, Any], data: st.DataObject
) -> None:
    path = st.sampled_from(sorted(places(example), key=str))
    values = st.lists(st.tuples(path, st.sampled_from(range(len(ABSURD)))), min_size=1, max_size=12)

    check(*(spoilt(example, where, ABSURD[which]) for where, which in data.draw(values)))


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_what_cannot_stand_in_a_field_is_refused_by_the_name_of_the_field(
    example: dict[str, Any],
) -> None:
    paths = list(places(example))

    answers = calc.answer([spoilt(example, path, [["x"]]) for path in paths])

    for path, found in zip(paths, answers, strict=True):
        field, *told = found["error"].split(": ")
        assert field.startswith(written(path)) or written(path).startswith(field), (path, found)
        assert len(told) >= 2


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(example=st.sampled_from(EXAMPLES), data=st.data())
def test_several_absurd_values_are_refused_together(
    example: dict[str, Any], data: st.DataObject
) -> None:
    request = example
    for _ in range(data.draw(st.integers(2, 3))):
        path = data.draw(st.sampled_from(sorted(places(request), key=str)))
        request = spoilt(request, path, data.draw(st.sampled_from(ABSURD)))

    check(request)


def test_a_value_nested_thousands_deep_is_refused_by_its_type() -> None:
    deep, _ = calc.answer([METER | {"tariff": DEEP}, METER])

    assert deep == {"error": "tariff: list: give an exact number as a string"}
