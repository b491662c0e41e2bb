"""Every detail that the code writes into the journal has its words there."""

import ast
import re
from collections.abc import Iterator
from typing import Any

from django.contrib.admin import site
from django.utils import translation

from tests.house import source
from tests.house.test_deeds import ALL, WRITERS, Call
from webapp.audit.admin import JournaledAdmin
from webapp.workplace.queries import details

TELLERS = {"tell": {"case_id", "fact", "by", "today", "ground", "outcome"}}
"""What keeps its other arguments as details, and which arguments are none."""
COMPUTED = {
    "{name: pk for (name, pk) in columns.items() if pk is not None}": {
        "account_id",
        "party_id",
        "case_id",
    },
    "{name: str(getattr(event, name)) for name in sums if getattr(event, name)}": {
        "principal",
        "penalty",
        "duty",
    },
    "wanted.about.known": {"account_id", "party_id", "case_id"},
}
FUNCTIONS: dict[str, list[tuple[ast.FunctionDef, source.Module]]] = {}
for module in source.modules():
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef):
            FUNCTIONS.setdefault(node.name, []).append((node, module))


def keys(node: ast.expr | None, call: Call) -> set[str]:
    """Return every name that a dictionary in a call can have."""
    if node is None or isinstance(node, ast.Constant):
        return set()
    if ast.unparse(node) in COMPUTED:
        return COMPUTED[ast.unparse(node)]
    match node:
        case ast.Dict():
            return written_out(node, call)
        case ast.BinOp(left=first, right=second) | ast.IfExp(body=first, orelse=second):
            return keys(first, call) | keys(second, call)
        case ast.ListComp(elt=ast.Tuple(elts=[_, held])):
            return keys(held, call)
        case ast.Call():
            return returned(node, call)
        case ast.Name(id=name):
            return assigned(name, call) | passed(name, call)
        case _:
            raise AssertionError(f"{call.module.name}: {ast.unparse(node)} is not understood")


def written_out(node: ast.Dict, call: Call) -> set[str]:
    named = {key.value for key in node.keys if isinstance(key, ast.Constant)}
    unpacked = [value for key, value in zip(node.keys, node.values, strict=True) if key is None]
    return named | {name for value in unpacked for name in keys(value, call)}


def returned(node: ast.Call, call: Call) -> set[str]:
    """Return the names in what the called function gives back."""
    of, _dot, name = ast.unparse(node.func).rpartition(".")
    found = [
        (function, module)
        for function, module in FUNCTIONS.get(name, [])
        if (module == call.module if not of else module.path.stem == of)
    ]
    assert found, f"{call.module.name}: {ast.unparse(node)} is not understood"
    return {
        key
        for function, module in found
        for one in ast.walk(function)
        if isinstance(one, ast.Return)
        for key in keys(one.value, Call(node, function, module))
    }


def assigned(name: str, call: Call) -> set[str]:
    """Return the names in what a local name is set to, and those that are put into it."""
    found: set[str] = set()
    for node in ast.walk(call.function or call.module.tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                found |= keys(value, call)
            case ast.AnnAssign(target=ast.Name(id=target), value=value) if target == name:
                found |= keys(value, call)
            case ast.AugAssign(target=ast.Name(id=target), value=value) if target == name:
                found |= keys(value, call)
            case ast.Subscript(
                value=ast.Name(id=target), slice=ast.Constant(value=str(key)), ctx=ast.Store()
            ) if target == name:
                found.add(key)
    return found


def passed(name: str, call: Call) -> set[str]:
    """Return the names in what callers pass as an argument of the function around a call."""
    function = call.function
    if function is None or function.name in WRITERS:
        return set()
    names = [one.arg for one in function.args.args]
    callers = [one for one in ALL if one.calls(function, of=call.module)]
    return {
        key
        for caller in callers
        if caller.function is not function
        for key in keys(caller.given(*names).get(name), caller)
    }


def told() -> Iterator[tuple[Call, set[str]]]:
    """Return each call that writes deeds, with the names of its details."""
    for call in ALL:
        given = call.given()
        verb = call.name.split(".")[-1]
        if verb in WRITERS and "name" in given and given.keys() & {"subject", "deeds"}:
            yield call, keys(given.get("details"), call) | keys(given.get("deeds"), call)
        if verb == "write_decision":
            yield call, keys(given.get("details"), call)
        if verb in TELLERS and "fact" in given:
            own = {name for name in given if name and name not in TELLERS[verb]}
            rest = [word.value for word in call.node.keywords if word.arg is None]
            yield call, own | {name for one in rest for name in keys(one, call)}


def test_every_detail_has_its_words() -> None:
    missing = {
        f"{call.module.name}:{call.node.lineno}: {name}"
        for call, names in told()
        for name in names
        if name not in details.LEFT_OUT and details.field_of("", name) is None
    }

    assert not missing, "\n".join(sorted(missing))


def test_details_built_from_parts_are_found() -> None:
    found = {name for _call, names in told() for name in names}

    assert {"acted_for_name", "held_by_name", "until", "held", "found_by", "case_id"} <= found
    assert {"penalty", "corrected", "settled", "fields", "lines", "opens", "provider_id"} <= found


def test_no_words_stand_for_a_detail_that_nobody_writes() -> None:
    found = {name for _call, names in told() for name in names}

    assert not (set(details.OF_ALL) | details.LEFT_OUT) - found


def test_every_field_of_a_form_that_the_journal_keeps_has_its_words() -> None:
    with translation.override("ru"):
        codes = {
            f"{model._meta.label_lower}.{field.name}"
            for form in site._registry.values()
            if isinstance(form, JournaledAdmin)
            for model in (form.model, *(inline.model for inline in form.inlines))
            for field in entered(model, of=form.model)
            if not re.search("[А-Яа-я]", word_of(model, field.name))
        }

    assert not codes, "\n".join(sorted(codes))


def entered(model: Any, of: Any) -> list[Any]:
    """Return what people enter: the history is only read, and a line belongs to the form it is on."""
    if hasattr(model, "pgh_tracked_model"):
        return []
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return [
        field
        for field in fields
        if field.editable and not field.primary_key and field.related_model is not of
    ]


def word_of(model: Any, name: str) -> str:
    meta = model._meta
    return details.field_in_words(app=meta.app_label, model=meta.model_name, name=name)
