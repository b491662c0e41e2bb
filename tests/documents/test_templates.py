"""Every blank of a template is a field of its context, and back."""

import dataclasses
import types
import typing

import pytest
from jinja2 import meta, nodes

from documents import catalogue, contexts, rendering, template
from documents.catalogue import DocumentKind

each_kind = pytest.mark.parametrize("kind", list(DocumentKind))
VALUES = [
    value
    for value in vars(contexts).values()
    if dataclasses.is_dataclass(value) and not issubclass(value, contexts.Paper)
]
# facts that words and addresses are made of, not printed by themselves
SPOKEN = {
    *("Debtor.postal_address", "Debtor.residence", "Debtor.is_home"),
    *("Signatory.until", "Signatory.law_degree"),
}


def trees(kind):
    environment = template.environment()
    return [
        environment.parse(source)
        for source in rendering.compiled(rendering.built_in(kind)).sources.values()
    ]


def hints(owner):
    """Types of fields and properties."""
    found = dict(typing.get_type_hints(owner))
    for name in dir(owner):
        attribute = getattr(owner, name)
        if isinstance(attribute, property):
            found[name] = typing.get_type_hints(attribute.fget)["return"]
    return found


def bare(kind_of_value):
    """The type behind ``X | None``."""
    if isinstance(kind_of_value, types.UnionType):
        return next(part for part in typing.get_args(kind_of_value) if part is not type(None))
    return kind_of_value


def type_of(node, scope):
    if isinstance(node, nodes.Name):
        return scope.get(node.name)
    owner = type_of(node.node, scope) if isinstance(node, nodes.Getattr) else None
    return bare(hints(owner)[node.attr]) if dataclasses.is_dataclass(owner) else None


def scoped(node, scope):
    """Every attribute with the names known where it stands: a loop gives its variable to its body."""
    if isinstance(node, nodes.For):
        scope = {**scope, node.target.name: typing.get_args(type_of(node.iter, scope))[0]}
    if isinstance(node, nodes.Getattr):
        yield node, scope
    for child in node.iter_child_nodes():
        yield from scoped(child, scope)


@each_kind
def test_every_blank_is_a_fact_of_the_context(kind):
    known = set(rendering.names(catalogue.CATALOGUE[kind].context))

    for tree in trees(kind):
        assert meta.find_undeclared_variables(tree) <= known


@each_kind
def test_every_fact_of_the_context_is_printed(kind):
    fields = {field.name for field in dataclasses.fields(catalogue.CATALOGUE[kind].context)}

    printed = set().union(*(meta.find_undeclared_variables(tree) for tree in trees(kind)))

    assert fields <= printed


@each_kind
def test_every_attribute_in_a_blank_exists(kind):
    for tree in trees(kind):
        for node, scope in scoped(
            tree,
            {name: bare(hint) for name, hint in hints(catalogue.CATALOGUE[kind].context).items()},
        ):
            owner = type_of(node.node, scope)
            assert owner is None or hasattr(owner, node.attr), f"{kind}: {node.attr}"


def test_every_fact_of_every_value_is_printed_somewhere():
    printed = {
        node.attr
        for kind in DocumentKind
        for tree in trees(kind)
        for node in tree.find_all(nodes.Getattr)
    }

    unused = {
        f"{value.__name__}.{field.name}"
        for value in VALUES
        for field in dataclasses.fields(value)
        if field.name not in printed
    }

    assert unused == SPOKEN


@each_kind
def test_kind_has_a_title_a_series_and_its_own_context(kind):
    entry = catalogue.CATALOGUE[kind]

    assert entry.title and entry.series
    assert [other.context for other in catalogue.CATALOGUE.values()].count(entry.context) == 1
    assert [other.series for other in catalogue.CATALOGUE.values()].count(entry.series) == 1


@pytest.mark.parametrize("debtor", list(contexts.DebtorKind))
def test_enclosures_are_listed_for_money_papers(debtor):
    for kind, entry in catalogue.CATALOGUE.items():
        if issubclass(entry.context, contexts.MoneyPaper):
            assert catalogue.enclosures(kind=kind, debtor=debtor)
