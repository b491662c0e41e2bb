"""One registry for a bailiffs' office of the registries of several cases: many rows, one letter."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import TypeAdapter

from documents import contexts, rendering
from documents.catalogue import CATALOGUE, DocumentKind
from webapp.correspondence.models import Document
from webapp.correspondence.operations import batches, documents
from webapp.correspondence.queries import templates
from webapp.staff.models import User

KIND = DocumentKind.BAILIFF_REGISTRY
WORKFLOW = "bailiff_registry"
_JSON = TypeAdapter(contexts.BailiffRegistry)


class UnableToCombine(Exception):
    """These papers cannot be one registry."""


@transaction.atomic
def combine(*, papers: Sequence[Document], by: User, today: date) -> Document:
    """Make one registry of several, each row as the paper of its case prints it.

    The same papers make the same registry once.

    :raises UnableToCombine: when they go to different offices, or a writ is in two of them
    :raises UnableToRender: when the department's template cannot hold them
    """
    found = list(
        Document.objects.filter(pk__in=[paper.pk for paper in papers], kind=KIND).order_by("id")
    )
    registry = _joined(
        [_JSON.validate_python(paper.context) for paper in found],
        asked=len(papers),
    )
    edition = templates.in_use(kind=KIND)
    if edition:
        template = templates.source_of(edition)
    else:
        template = None

    def render(number: str) -> tuple[bytes, dict[str, Any]]:
        context = replace(registry, number=number, dated=today)
        return rendering.render(
            kind=KIND,
            context=context,
            template=template,
        ).content, _JSON.dump_python(context, mode="json")

    made = documents.store_document(
        kind=KIND,
        series=CATALOGUE[KIND].series,
        dated=today,
        subject=f"document:{found[0].pk}",
        workflow_id=WORKFLOW,
        step=hashlib.sha256(",".join(str(paper.pk) for paper in found).encode()).hexdigest(),
        account_id=None,
        debt=sum((row.debt for row in registry.rows), Decimal(0)),
        penalty=sum((row.penalty for row in registry.rows), Decimal(0)),
        state_duty=sum((row.duty for row in registry.rows), Decimal(0)),
        render=render,
        template=edition,
    )
    batches.enter(found, by=by, form="registry", number=made.number)
    return made


def _joined(
    registries: Sequence[contexts.BailiffRegistry], *, asked: int
) -> contexts.BailiffRegistry:
    """Put the rows of registries under the letter of the newest."""
    if len(registries) < max(asked, 2):
        raise UnableToCombine(
            _("One registry is made of two or more registries of cases, and of nothing else.")
        )
    if len({(registry.office, registry.claimant.inn) for registry in registries}) > 1:
        raise UnableToCombine(
            _(
                "These registries go to different offices or are of different suppliers. "
                "Make one for each."
            )
        )
    rows = tuple(row for registry in registries for row in registry.rows)
    twice = [
        number
        for number, times in Counter((row.court, row.writ_number) for row in rows).items()
        if times > 1
    ]
    if twice:
        raise UnableToCombine(
            _("Writ %(number)s is in two of the registries: take the older one out.")
            % {"number": twice[0][1]}
        )
    enclosures = tuple(
        dict.fromkeys(line for registry in registries for line in registry.enclosures)
    )
    return replace(registries[-1], rows=rows, enclosures=enclosures)
