"""A context and a Word template make a DOCX: compiled once per process, the same bytes for the same facts, and never a blank."""

import dataclasses
import functools
import hashlib
import re
from decimal import Decimal
from importlib import resources
from typing import Any

import jinja2

from documents import catalogue, contexts, qr, wording
from documents.template import CompiledTemplate, UnableToReadTemplate

KOPECK = Decimal("0.01")


class UnableToRender(Exception):
    """A paper could not be made: a fact is missing or its sums disagree."""


@dataclasses.dataclass(frozen=True, slots=True)
class File:
    """A finished paper."""

    name: str
    content: bytes
    sha256: str


def render(*, kind: catalogue.DocumentKind, context: contexts.Paper) -> File:
    """Make the DOCX of a kind.

    :raises UnableToRender: when a fact is missing, sums disagree, or the template is not right.
    """
    entry = catalogue.CATALOGUE[kind]
    if type(context) is not entry.context:
        raise UnableToRender(f"Для документа «{entry.title}» переданы сведения другого документа: {type(context).__name__}.")
    _check_sums(context)
    try:
        content = compiled(kind).render(variables(context), picture=_picture(entry, context))
    except (jinja2.TemplateError, UnableToReadTemplate) as error:
        raise UnableToRender(
            f"Документ «{entry.title}» не составлен: {error}. Исправьте данные дела или шаблон {kind.template}."
        ) from error
    return File(name=_file_name(entry, context), content=content, sha256=hashlib.sha256(content).hexdigest())


@functools.cache
def compiled(kind: catalogue.DocumentKind) -> CompiledTemplate:
    """Compile the template of a kind once per process."""
    source = resources.files("documents").joinpath("templates", kind.template).read_bytes()
    return CompiledTemplate(source, has_picture=catalogue.CATALOGUE[kind].has_qr)


def variables(context: contexts.Paper) -> dict[str, Any]:
    """Name what a template may print: the fields of the context and its computed totals."""
    return {name: getattr(context, name) for name in names(type(context))}


def names(context: type[contexts.Paper]) -> tuple[str, ...]:
    """List fields and properties of a context."""
    fields = [field.name for field in dataclasses.fields(context)]
    return (*fields, *(name for name in dir(context) if isinstance(getattr(context, name), property)))


def _check_sums(context: contexts.Paper) -> None:
    """Rounding happens once per claim, so a row may differ from the total by less than a kopeck, and no more."""
    if not isinstance(context, contexts.MoneyPaper):
        return
    if not context.debts:
        raise UnableToRender("Нет строк задолженности: платить по этому документу нечего.")
    difference = abs(sum((row.amount for row in context.penalty.rows), Decimal(0)) - context.penalty.total)
    if difference > KOPECK * len(context.penalty.rows):
        raise UnableToRender(f"Пени по строкам расчёта расходятся с итогом на {wording.rubles(difference)}: пересчитайте пени.")


def _picture(entry: catalogue.Entry, context: contexts.Paper) -> bytes:
    if not entry.has_qr or not isinstance(context, contexts.MoneyPaper):
        return b""
    return qr.picture(qr.payload(qr.requisites_of(context)))


def _file_name(entry: catalogue.Entry, context: contexts.Paper) -> str:
    number = re.sub(r"[^\w-]+", "-", context.number)
    return f"{entry.title} {number}.docx"
