"""Every deed that the code writes into the journal has its words there, and the journal has words for no other."""

import ast
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.contrib.admin import site

from tests.house import source
from webapp.audit.admin import JournaledAdmin
from webapp.audit.queries import DEEDS, deed_in_words
from webapp.processes import registry
from webapp.processes.declarations.pauses import BEGUN, ENDED

PAUSES = [kind for process in registry.processes() for kind in process.pauses]
Function = ast.FunctionDef | ast.AsyncFunctionDef
WRITERS = {"record", "record_many"}
COMPUTED = {
    "self.model._meta.label_lower": [
        model._meta.label_lower
        for model, form in site._registry.items()
        if isinstance(form, JournaledAdmin)
    ],
    "kind.begun": [BEGUN, *(kind.begun for kind in PAUSES)],
    "known.ended": [ENDED, *(kind.ended for kind in PAUSES if kind.ended)],
}
"""What no reader of the source can tell: the values of an expression inside a name, by its text."""


@dataclass(frozen=True)
class Call:
    node: ast.Call
    function: Function | None
    module: source.Module

    @property
    def name(self) -> str:
        """Return the called function with the word before its dot."""
        return ast.unparse(self.node.func)

    def given(self, *names: str) -> dict[str | None, ast.expr]:
        """Return the arguments by their names; those of the function say what the nameless ones are."""
        return {word.arg: word.value for word in self.node.keywords} | dict(
            zip(names, self.node.args, strict=False)
        )

    def calls(self, function: Function, of: source.Module) -> bool:
        return (
            self.module == of and self.name == function.name
        ) or self.name == f"{of.path.stem}.{function.name}"


def calls(node: ast.AST, function: Function | None, module: source.Module) -> Iterator[Call]:
    """Return every call under a node with the function it stands in."""
    if isinstance(node, ast.Call):
        yield Call(node, function, module)
    inside = node if isinstance(node, Function) else function
    for child in ast.iter_child_nodes(node):
        yield from calls(child, inside, module)


ALL = [call for module in source.modules() for call in calls(module.tree, None, module)]


@cache
def written() -> dict[str, str]:
    """Return the names of deeds in the source, each with the place that writes it."""
    found: dict[str, str] = {}
    for call in ALL:
        given = call.given()
        if (
            call.name.split(".")[-1] in WRITERS
            and "name" in given
            and given.keys() & {"subject", "deeds"}
        ):
            found |= dict.fromkeys(
                values(given["name"], call), f"{call.module.name}:{call.node.lineno}"
            )
    return {
        name: place for name, place in found.items() if not name.endswith(".")
    }  # without a verb nothing is written


def values(node: ast.expr, call: Call) -> list[str]:
    """Return every text that an expression in a call can be."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp():
            return values(node.body, call) + values(node.orelse, call)
        case ast.JoinedStr():
            parts = [
                part.value if isinstance(part, ast.FormattedValue) else part for part in node.values
            ]
            return [
                "".join(texts)
                for texts in itertools.product(*(values(part, call) for part in parts))
            ]
        case ast.Call(func=ast.Attribute(attr="audited"), args=[verb]):
            return [name for text in values(verb, call) for name in audited(text)]
        case ast.Name(id=name):
            return assigned(name, call) or passed(name, call)
        case _:
            return COMPUTED[ast.unparse(node)]


def audited(verb: str) -> list[str]:
    """Return what the processes call a deed on their cases; what only some write, they alone name."""
    names = [process.audited(verb) for process in registry.processes()]
    return [name for name in names if deed_in_words(name) != name] or names


def assigned(name: str, call: Call) -> list[str]:
    """Return what a local name is set to."""
    assert call.function
    sets = [
        node
        for node in ast.walk(call.function)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name
    ]
    return [text for node in sets for text in values(node.value, call)]


def passed(name: str, call: Call) -> list[str]:
    """Return what the callers of the function around a call pass as one of its arguments."""
    function = call.function
    assert function
    names = [argument.arg for argument in function.args.args]
    callers = [caller for caller in ALL if caller.calls(function, of=call.module)]
    given = [(caller, caller.given(*names)) for caller in callers]
    texts = [
        text
        for caller, arguments in given
        if name in arguments
        for text in values(arguments[name], caller)
    ]
    assert texts, f"nobody passes {name} to {function.name}"
    return texts


def test_every_deed_has_its_words() -> None:
    missing = {name: place for name, place in written().items() if deed_in_words(name) == name}

    assert not missing, "\n".join(f"{place}: {name}" for name, place in missing.items())


def test_no_words_stand_for_a_deed_that_nobody_writes() -> None:
    assert not set(DEEDS) - set(written())


def test_names_built_from_parts_are_found() -> None:
    assert {
        "correspondence.message.doubted",
        "recovery.case.promise-set",
        "payments.payment.requeued",
    } <= set(written())
