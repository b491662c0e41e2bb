"""Functions are small and modules are short, by measure."""

from statistics import median, quantiles

from tests.house import source

FUNCTION_LINES_MAX, MEDIAN_MAX, NINE_OF_TEN_MAX, MODULE_LINES_MAX = 50, 8, 25, 400


def test_no_function_is_longer_than_fifty_lines() -> None:
    assert not (
        found := [
            f"{function.address}: {function.length}"
            for function in source.functions()
            if function.length > FUNCTION_LINES_MAX
        ]
    ), "\n".join(map(str, found))


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    assert not (
        found := [
            f"{module.name}: {module.length}"
            for module in source.modules()
            if module.length > MODULE_LINES_MAX
        ]
    ), "\n".join(map(str, found))


def test_most_functions_are_a_few_lines() -> None:
    lengths = [function.length for function in source.functions()]

    assert median(lengths) <= MEDIAN_MAX
    assert quantiles(lengths, n=10)[-1] <= NINE_OF_TEN_MAX
