"""Processes are whole: each declared activity is implemented with the same signature, each workflow and activity is in the worker."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any, get_type_hints

import activities
import workflows
import workflows.interfaces
from activities import registry

ACTIVITY, WORKFLOW = "__temporal_activity_definition", "__temporal_workflow_definition"
type Deed = Callable[..., Any]


def modules_of(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if "management" not in found.name:
            yield import_module(found.name)


def marked(package: ModuleType, mark: str) -> Iterator[Any]:
    for module in modules_of(package):
        for value in vars(module).values():
            own = getattr(value, "__module__", "") == module.__name__
            if own and inspect.isclass(value):
                yield from (member for member in vars(value).values() if hasattr(member, mark))
            if own and (mark in vars(value) if inspect.isclass(value) else hasattr(value, mark)):
                yield value


def name_of(value: Any, mark: str) -> str:
    name: str = getattr(value, mark).name
    return name


def declared() -> dict[str, Deed]:
    return {name_of(deed, ACTIVITY): deed for deed in marked(workflows.interfaces, ACTIVITY)}


def implemented() -> dict[str, Deed]:
    return {name_of(deed, ACTIVITY): deed for deed in marked(activities, ACTIVITY)}


def signature(deed: Deed) -> dict[str, Any]:
    return {name: hint for name, hint in get_type_hints(deed).items() if name != "self"}


def test_every_declared_activity_is_implemented_and_nothing_else_is() -> None:
    assert sorted(declared()) == sorted(implemented())


def test_an_implementation_has_the_signature_of_its_declaration() -> None:
    pairs = [
        (name, declared()[name], deed) for name, deed in implemented().items() if name in declared()
    ]

    assert [name for name, words, deed in pairs if signature(words) != signature(deed)] == []


def test_every_activity_that_is_run_at_all_is_declared_for_workflows() -> None:
    assert [name for name, deed in declared().items() if not signature(deed).get("return")] == []


def test_the_worker_runs_every_workflow_and_every_activity() -> None:
    stories = {story for story in marked(workflows, WORKFLOW) if inspect.isclass(story)}

    assert stories
    assert {story for queue in registry.WORKFLOWS.values() for story in queue} == stories
    assert sorted(
        name_of(deed, ACTIVITY) for queue in registry.ACTIVITIES.values() for deed in queue
    ) == sorted(implemented())
