"""Whether a Word file can be a template of a kind.

Read, understood, tried on sample papers and printed, before anybody's paper is.
"""

import io
import re
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import jinja2
import pypdf
from jinja2 import nodes

from documents import (
    catalogue,
    fields,
    layout,
    markup,
    naming,
    package,
    pdf,
    rendering,
    samples,
    template,
    wording,
)
from documents.markup import Fault, Numbered
from documents.refusals import Refused, Why

# every paper must be recognizable
ALWAYS_PRINTED = ("number", "dated")
NESTED_MAX = 2
PLAIN_FILTERS = {"length", "first", "last", "join", "upper", "lower", "capitalize", "default"}
KNOWN_FILTERS = PLAIN_FILTERS.union(wording.FILTERS)
STATEMENTS = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For)
EXPRESSIONS = (
    *(
        nodes.Name,
        nodes.Getattr,
        nodes.Filter,
        nodes.Test,
        nodes.Const,
        nodes.TemplateData,
        nodes.CondExpr,
    ),
    *(
        nodes.Compare,
        nodes.Operand,
        nodes.And,
        nodes.Or,
        nodes.Not,
        nodes.Neg,
        nodes.Add,
        nodes.Sub,
        nodes.Keyword,
    ),
)


def check(*, kind: catalogue.DocumentKind, content: bytes, engine: pdf.Engine) -> tuple[Fault, ...]:
    """Return everything that keeps a file from being the template of a kind.

    Nothing when it may be taken. Faults quote the tags in the language they are written in.
    """
    found = _faults(kind, content, engine)
    if found and _is_russian(content):
        return tuple(_in_russian(fault) for fault in found)
    return found


def _is_russian(content: bytes) -> bool:
    try:
        members = package.members(content)
    except Refused:
        return False
    parts = (part for name, part in members.items() if template.PART.fullmatch(name))
    return any(naming.is_russian(part.decode(errors="replace")) for part in parts)


def _in_russian(fault: Fault) -> Fault:
    details = {name: naming.in_russian(value) for name, value in fault.details.items()}
    return replace(
        fault,
        tag=naming.in_russian(fault.tag),
        paragraph=naming.in_russian(fault.paragraph),
        details=details,
    )


def _faults(kind: catalogue.DocumentKind, content: bytes, engine: pdf.Engine) -> tuple[Fault, ...]:
    try:
        members = package.members(content)
        if found := tuple(_brackets(members)):
            return found
        sources = [markup.numbered(text) for text in template.sources_of(members).values()]
        if found := tuple(fault for source in sources for fault in _read(kind, source)):
            return found
        if found := tuple(_lacking(sources)):
            return found
        compiled = template.CompiledTemplate(content, has_picture=catalogue.CATALOGUE[kind].has_qr)
    except Refused as refused:
        return (
            Fault(
                refused.why,
                details={name: str(value) for name, value in refused.details.items()},
            ),
        )
    return tuple(_tried(kind, sources)) or tuple(_printed(kind, compiled, engine))


def not_printed(*, kind: catalogue.DocumentKind, content: bytes) -> tuple[str, ...]:
    """Name the facts that the built-in template prints and this one does not, for a person to
    judge.
    """
    theirs, ours = (
        _names(template.sources_of(template.members_of(source)))
        for source in (content, rendering.built_in(kind).content)
    )
    return tuple(sorted(ours & set(fields.known(kind)) - theirs))


def sample(
    *, kind: catalogue.DocumentKind, content: bytes, is_citizen: bool, engine: pdf.Engine
) -> bytes:
    """Return the PDF of a sample paper made from a template.

    :raises UnableToRender: when it cannot be made
    :raises UnableToConvert: when it cannot be printed
    """
    source = rendering.source(kind=kind, content=content)
    paper = rendering.render(
        kind=kind,
        context=samples.sample(kind=kind, is_citizen=is_citizen),
        template=source,
    )
    return layout.printed(paper.content, engine=engine)


def _names(sources: dict[str, str]) -> set[str]:
    environment = template.environment()
    trees = [environment.parse(text) for text in sources.values()]
    return {node.name for tree in trees for node in tree.find_all(nodes.Name)}


def _brackets(members: dict[str, bytes]) -> Iterator[Fault]:
    for name, part in members.items():
        if template.PART.fullmatch(name):
            yield from markup.unbalanced(part)


def _read(kind: catalogue.DocumentKind, source: Numbered) -> list[Fault]:
    """Read the tags of a part: first their order, then each of them."""
    if found := list(markup.overlong(source)) or list(markup.structure(source)):
        return found
    try:
        tree = template.environment().parse(source.text)
    except jinja2.TemplateSyntaxError as error:
        return [source.fault(Why.UNREADABLE, error.lineno)]
    except RecursionError:
        return [source.fault(Why.TOO_DEEP, 0)]
    return list(_understood(tree, source, fields.known(kind), depth=0))


def _understood(
    node: nodes.Node, source: Numbered, scope: dict[str, Any], *, depth: int
) -> Iterator[Fault]:
    """Walk through the tags with the names known where each stands.

    A repetition gives its variable to its body.
    """
    if isinstance(node, nodes.For):
        yield from _repetition(node, source, scope, depth=depth)
        return
    if not isinstance(node, STATEMENTS + EXPRESSIONS):
        yield source.fault(Why.FORBIDDEN, node.lineno)
        return
    yield from _wrong(node, source, scope)
    for child in node.iter_child_nodes():
        yield from _understood(child, source, scope, depth=depth)


def _repetition(
    node: nodes.For, source: Numbered, scope: dict[str, Any], *, depth: int
) -> Iterator[Fault]:
    row = fields.row_of(_type(node.iter, scope))
    yield from _understood(node.iter, source, scope, depth=depth)
    if row is None or not isinstance(node.target, nodes.Name) or node.recursive:
        yield source.fault(Why.FORBIDDEN, node.lineno)
        return
    if depth == NESTED_MAX:
        yield source.fault(Why.TOO_DEEP, node.lineno)
        return
    inner = {**scope, node.target.name: row, fields.LOOP: fields.LOOP}
    for child in (
        *node.body,
        *node.else_,
        *([node.test] if node.test else []),
    ):
        yield from _understood(child, source, inner, depth=depth + 1)


def _wrong(node: nodes.Node, source: Numbered, scope: dict[str, Any]) -> Iterator[Fault]:
    match node:
        case nodes.Output():
            constants = [one for one in node.nodes if isinstance(one, nodes.Const)]
            if constants:
                yield source.fault(Why.UNREADABLE, constants[0].lineno)
        case nodes.Name() if node.name not in scope:
            yield source.fault(Why.UNKNOWN_NAME, node.lineno)
        case nodes.Getattr() if _is_forbidden(node):
            yield source.fault(Why.FORBIDDEN, node.lineno)
        case nodes.Getattr() if _is_unknown(node, scope):
            yield source.fault(Why.UNKNOWN_NAME, node.lineno)
        case nodes.Filter() if node.name not in KNOWN_FILTERS:
            yield source.fault(
                Why.UNKNOWN_FILTER,
                node.lineno,
                name=node.name,
            )


def _is_forbidden(node: nodes.Getattr) -> bool:
    """Say whether a fact is hidden, or is asked of what is no value of the paper."""
    if node.attr.startswith("_"):
        return True
    return isinstance(node.node, nodes.Const | nodes.Filter)


def _is_unknown(node: nodes.Getattr, scope: dict[str, Any]) -> bool:
    """Say whether a known value has no such fact.

    What is said of an unknown one is said once, of its name.
    """
    owner = _type(node.node, scope)
    return owner is not None and fields.attribute(owner, node.attr) is None


def _names_printed(texts: Iterable[str]) -> set[str]:
    """Return the names that stand in the text itself: what a condition asks is not printed."""
    environment = template.environment()
    places = (place for text in texts for place in environment.parse(text).find_all(nodes.Output))
    return {name.name for place in places for name in place.find_all(nodes.Name)}


def _type(node: nodes.Node | None, scope: dict[str, Any]) -> Any:
    if isinstance(node, nodes.Name):
        return scope.get(node.name)
    if isinstance(node, nodes.Getattr):
        return fields.attribute(_type(node.node, scope), node.attr)
    return None


def _lacking(sources: list[Numbered]) -> Iterator[Fault]:
    printed = _names_printed(source.text for source in sources)
    for name in ALWAYS_PRINTED:
        if name not in printed:
            yield Fault(Why.NOT_PRINTED_FACT, details={"name": name})


def _tried(kind: catalogue.DocumentKind, sources: list[Numbered]) -> Iterator[Fault]:
    """Fill in the samples, a citizen's and an organization's."""
    found: dict[Fault, None] = {}
    for is_citizen in (True, False):
        context = samples.sample(kind=kind, is_citizen=is_citizen)
        variables = rendering.variables(context)
        for source in sources:
            found |= dict.fromkeys(_filled(source, variables))
    return iter(found)


def _filled(source: Numbered, variables: dict[str, Any]) -> list[Fault]:
    try:
        compiled = template.environment().from_string(source.text)
        template.checked(compiled.render(variables))
    except template.UnableToReadTemplate as error:
        return list(markup.torn(source)) or [Fault(error.why)]
    except jinja2.TemplateError as error:
        # every name is known by now: the value is empty, or is a fact of something that this sample
        # does not have
        return [source.fault(Why.BLANK, _line(error))]
    except rendering.UNPRINTABLE as error:
        return [source.fault(Why.NOT_PRINTABLE, _line(error))]
    return []


def _line(error: Exception) -> int:
    """Return the line of the template at which an error came up."""
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename in ("<template>", "<unknown>")
    ]
    if lines:
        return lines[-1] or 0
    return 0


def _printed(
    kind: catalogue.DocumentKind, compiled: template.CompiledTemplate, engine: pdf.Engine
) -> Iterator[Fault]:
    """Print the samples and look at every page."""
    for is_citizen in (True, False):
        context = samples.sample(kind=kind, is_citizen=is_citizen)
        docx = compiled.render(
            rendering.variables(context),
            picture=rendering.picture(kind=kind, context=context),
        )
        try:
            printed = pdf.convert(docx, engine=engine)
            pages = pypdf.PdfReader(io.BytesIO(printed)).pages
        except pdf.UnableToConvert as error:
            yield Fault(
                error.why,
                details={name: str(value) for name, value in error.details.items()},
            )
            return
        texts = [page.extract_text() for page in pages]
        for number in _blank(texts):
            yield Fault(Why.BLANK_PAGE, details={"page": str(number)})
        for number, text in enumerate(texts, start=1):
            if "{{" in text:
                yield Fault(Why.TAG_PRINTED, details={"page": str(number)})


def _blank(texts: list[str]) -> list[int]:
    """Return the numbers of the pages that say nothing but what all pages say: their footers."""
    pages = [_lines_said(text) for text in texts]
    if len(pages) > 1:
        footer = set.intersection(*pages)
    else:
        footer = set()
    return [number for number, page in enumerate(pages, start=1) if not page - footer]


def _lines_said(text: str) -> set[str]:
    """Return the lines of a page without the numbers in them."""
    lines = (re.sub(r"\d+", "", line) for line in text.splitlines())
    return {line.strip() for line in lines} - {""}
