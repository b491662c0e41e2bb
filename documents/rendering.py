"""A context and a Word template make a DOCX.

Compiled once per process, the same bytes for the same facts, and never a blank.
"""

import dataclasses
import functools
import hashlib
import re
from decimal import Decimal
from importlib import resources
from typing import Any

import jinja2

from documents import catalogue, contexts, qr
from documents.refusals import Refused, Why
from documents.template import BlankValue, CompiledTemplate, UnableToReadTemplate

KOPECK = Decimal("0.01")
# each kind in use, with room for editions on trial
TEMPLATES_KEPT_MAX = 32
# what a filter raises when it is given a value of another kind
UNPRINTABLE = (AttributeError, TypeError, ValueError, ArithmeticError, LookupError)


class UnableToRender(Refused):
    """A paper could not be made: a fact is missing or its sums disagree."""


@dataclasses.dataclass(frozen=True, slots=True)
class File:
    """A finished paper."""

    name: str
    content: bytes
    sha256: str


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """A Word file that papers of a kind are made from.

    Two with the same content are one, whoever keeps them.
    """

    kind: catalogue.DocumentKind
    sha256: str
    content: bytes = dataclasses.field(compare=False, repr=False)


def source(*, kind: catalogue.DocumentKind, content: bytes) -> Source:
    """Return a Word file as a template of a kind."""
    return Source(
        kind=kind,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )


@functools.cache
def built_in(kind: catalogue.DocumentKind) -> Source:
    """Return the template that comes with the program."""
    return source(
        kind=kind,
        content=resources.files("documents").joinpath("templates", kind.template).read_bytes(),
    )


def render(
    *, kind: catalogue.DocumentKind, context: contexts.Paper, template: Source | None = None
) -> File:
    """Make the DOCX of a kind, from the department's template when there is one, otherwise from the
    built-in.

    :raises UnableToRender: when a fact is missing, sums disagree, or the template is not right.
    """
    entry = catalogue.CATALOGUE[kind]
    if type(context) is not entry.context:
        raise UnableToRender(Why.OTHER_CONTEXT, kind=kind, given=type(context).__name__)
    _check_sums(kind, context)
    try:
        content = compiled(template or built_in(kind)).render(
            variables(context),
            picture=picture(kind=kind, context=context),
        )
    except BlankValue as error:
        raise UnableToRender(Why.BLANK, kind=kind) from error
    except UnableToReadTemplate as error:
        raise UnableToRender(error.why, kind=kind, **error.details) from error
    except jinja2.TemplateError as error:
        raise UnableToRender(Why.UNKNOWN_NAME, kind=kind, tag=error) from error
    except UNPRINTABLE as error:
        raise UnableToRender(Why.NOT_PRINTABLE, kind=kind, tag=error) from error
    return File(
        name=_file_name(entry, context),
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )


@functools.lru_cache(maxsize=TEMPLATES_KEPT_MAX)
def compiled(template: Source) -> CompiledTemplate:
    """Compile a template once per process.

    Of editions that are no longer asked for the oldest are forgotten.
    """
    return CompiledTemplate(template.content, has_picture=catalogue.CATALOGUE[template.kind].has_qr)


def variables(context: contexts.Paper) -> dict[str, Any]:
    """Name what a template may print: the fields of the context and its computed totals."""
    return {name: getattr(context, name) for name in names(type(context))}


def names(context: type[contexts.Paper]) -> tuple[str, ...]:
    """List fields and properties of a context."""
    fields = [field.name for field in dataclasses.fields(context)]
    return (
        *fields,
        *(name for name in dir(context) if isinstance(getattr(context, name), property)),
    )


def picture(*, kind: catalogue.DocumentKind, context: contexts.Paper) -> bytes:
    """Draw the payment code of a paper; nothing for a kind that has none."""
    if not catalogue.CATALOGUE[kind].has_qr or not isinstance(context, contexts.MoneyPaper):
        return b""
    return qr.picture(qr.payload(qr.requisites_of(context)))


def _check_sums(kind: catalogue.DocumentKind, context: contexts.Paper) -> None:
    """Rounding happens once per claim, so a row may differ from the total by less than a kopeck,
    and no more.
    """
    if not isinstance(context, contexts.MoneyPaper):
        return
    if not context.debts:
        raise UnableToRender(Why.NO_DEBTS, kind=kind)
    difference = abs(
        sum((row.amount for row in context.penalty.rows), Decimal(0)) - context.penalty.total
    )
    if difference > KOPECK * len(context.penalty.rows):
        raise UnableToRender(Why.PENALTY_DIFFERS, kind=kind, difference=difference)


def _file_name(entry: catalogue.Entry, context: contexts.Paper) -> str:
    number = re.sub(r"[^\w-]+", "-", context.number)
    return f"{entry.title} {number}.docx"
