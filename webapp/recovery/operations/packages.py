"""The package of a filing: one PDF of a cover letter with an inventory, the paper, its enclosures.

What the inventory says is what is in the file: it is counted before anything leaves the house.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pypdf
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from documents import bundle, catalogue, contexts, layout, rendering, scans, stamps
from documents.catalogue import DocumentKind
from documents.enclosures import Source
from documents.refusals import Why
from webapp.audit import operations as audit
from webapp.contracts.models import Account
from webapp.correspondence.models import Document, File
from webapp.correspondence.operations import documents, pdfs
from webapp.correspondence.queries import editions, letterheads, templates
from webapp.recovery.queries import enclosed
from webapp.recovery.queries.contexts import claimed_accounts, movements, values
from webapp.staff.models import User

_CALCULATIONS = ("РАСЧЁТ ВЗЫСКИВАЕМЫХ СУММ", "РАСЧЁТ ТРЕБОВАНИЯ")
_SENT = {
    DocumentKind.COURT_ORDER_APPLICATION: "заявление о вынесении судебного приказа",
    DocumentKind.STATEMENT_OF_CLAIM: "исковое заявление",
    DocumentKind.BAILIFF_REGISTRY: "заявление о возбуждении исполнительных производств",
    DocumentKind.CREDITORS_REGISTER: "заявление о включении в реестр требований кредиторов",
    DocumentKind.REVERSAL_OBJECTIONS: "возражения на поворот исполнения",
    DocumentKind.AMENDED_CLAIM: "уточнение исковых требований",
    DocumentKind.SUBSTITUTION: "заявление о процессуальном правопреемстве",
}
_NUMBER = "СОП-000000/0000"


class UnableToPack(Exception):
    """Something that the paper names is lacking: the message names it."""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands in a package under one line of its inventory: PDFs, none for an original.

    ``inside`` is the page of the paper itself on which it begins, for what is a part of it.
    """

    title: str
    files: tuple[bytes, ...] = ()
    inside: int = 0

    @property
    def length(self) -> int:
        """How many pages it has of its own."""
        return sum(map(scans.pages_of, self.files))


@dataclass(frozen=True, slots=True)
class Package:
    """A package as it goes to a court: the file, its inventory and the letter that has it."""

    content: bytes
    letter: Document
    pieces: tuple[contexts.Piece, ...]


@transaction.atomic
def pack(*, paper: Document, by: User | None, today: date) -> Package:
    """Make the package of a filing; the same content has the same cover letter.

    :raises UnableToPack: when something is lacking, or the paper cannot leave the house
    :raises UnableToConvert: when a paper cannot be printed
    :raises UnableToBundle: when the file is not what its inventory says
    """
    today = _day(paper, today)
    items = enclosed.checklist(paper=paper, today=today)
    _refuse(paper, items)
    parts = list(_parts(paper, items, today))
    letter = _letter(paper, items, parts, today)
    pieces = _pieces(parts, scans.pages_of(pdfs.pdf_of(letter)))
    content = bundle.merged(list(_files(letter, parts)))
    expected = max(piece.last for piece in pieces)
    if scans.pages_of(content) != expected:
        raise bundle.UnableToBundle(
            Why.PAPERS_DIFFER,
            counted=scans.pages_of(content),
            expected=expected,
        )
    content = stamps.numbered(content, engine=settings.PDF_ENGINE)
    details = {"document": paper.pk, "letter": letter.number, "pages": expected}
    audit.record(
        name="recovery.enclosure.packed",
        subject=paper.subject,
        actor=by,
        details=details,
    )
    return Package(content, letter, pieces)


def _day(paper: Document, today: date) -> date:
    """Return the day as of which a package is made: what has gone is made as it went."""
    if paper.status != Document.Status.ISSUED:
        return today
    letters = Document.objects.filter(
        kind=DocumentKind.COVER_LETTER,
        workflow_id=_workflow(paper),
    )
    return letters.order_by("-id").values_list("dated", flat=True).first() or today


def _workflow(paper: Document) -> str:
    return f"package-{paper.pk}"


def _refuse(paper: Document, items: Sequence[enclosed.Item]) -> None:
    if paper.status == Document.Status.CANCELED:
        raise UnableToPack(_("The paper is cancelled: it must not leave the house."))
    if lacks := [item.title for item in items if not item.is_settled]:
        text = _("The package is not complete, lacking are: %(what)s.")
        raise UnableToPack(text % {"what": "; ".join(lacks)})


def _parts(paper: Document, items: Sequence[enclosed.Item], today: date) -> Iterator[Part]:
    printed = pdfs.pdf_of(paper)
    title = catalogue.CATALOGUE[DocumentKind(paper.kind)].title
    yield Part(f"{title} № {paper.number} от {paper.dated:%d.%m.%Y}", (printed,))
    for item in items:
        if item.lacking:
            continue
        match item.line.source:
            case Source.PAPER:
                yield Part(item.title, inside=_calculation(printed))
            case Source.MADE:
                yield Part(item.title, tuple(_extracts(paper, today)))
            case Source.LETTERS:
                yield Part(item.title, tuple(_letters(paper, item, today)))
            case Source.KEPT:
                yield Part(item.title, tuple(_kept(item)))
            case Source.ORIGINAL:
                yield Part(item.title)


def _calculation(printed: bytes) -> int:
    """Return the page of a filing on which its calculation begins; the first where it is mixed."""
    reader = pypdf.PdfReader(io.BytesIO(printed))
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        if any(title in text for title in _CALCULATIONS):
            return number
    return 1


def _kept(item: enclosed.Item) -> Iterator[bytes]:
    files = File.objects.in_bulk([file.file_id for file in item.files])
    for file in item.files:
        yield bytes(files[file.file_id].content)


def _letters(paper: Document, item: enclosed.Item, today: date) -> Iterator[bytes]:
    """Yield the papers that went out, what became of them, and the scans that prove it."""
    for gone in item.letters:
        yield pdfs.pdf_of(gone.paper)
    if item.letters:
        rows = tuple(
            contexts.Delivery(proof=gone.proof, evidence=gone.evidence) for gone in item.letters
        )
        yield pdfs.pdf_of(_record(paper, rows, today))
    for gone in item.letters:
        if gone.step.task:
            yield from _scans(gone.step.task)
    yield from _kept(item)


def _scans(task: Any) -> Iterator[bytes]:
    """Yield what was laid to the task of a letter: receipts and notices of the post."""
    for file in task.files.order_by("id"):
        try:
            yield scans.as_pdf(bytes(file.content), engine=settings.PDF_ENGINE)[0]
        except scans.UnableToRead:
            continue


def _extracts(paper: Document, today: date) -> Iterator[bytes]:
    assert paper.case is not None
    for account in claimed_accounts.of_case(case=paper.case):
        made = statement(
            kind=DocumentKind.ACCOUNT_EXTRACT,
            paper=paper,
            account=account,
            today=today,
        )
        yield pdfs.pdf_of(made)


def statement(*, kind: DocumentKind, paper: Document, account: Account, today: date) -> Document:
    """Make an extract of an account, or a statement to be signed by both, for the claimed months.

    It is made once a day for a filing.
    """
    assert paper.case is not None
    since = claimed_accounts.since(case=paper.case, account=account)
    moves = movements.of_account(
        account=account,
        since=since,
        until=today,
    )
    context = catalogue.CATALOGUE[kind].context
    facts = values.CaseFacts(
        case=paper.case, account=account, charges=(), penalties={}, today=today
    )

    def of(number: str) -> contexts.Paper:
        return context(**_base(paper, facts, number), **moves)  # type: ignore[call-arg]

    return _store(kind, paper, f"{account.pk}:{today}", of, today)


def _record(paper: Document, rows: tuple[contexts.Delivery, ...], today: date) -> Document:
    facts = _facts(paper, today)
    told = hashlib.sha256(repr(rows).encode()).hexdigest()

    def of(number: str) -> contexts.Paper:
        return contexts.DeliveryRecord(**_base(paper, facts, number), rows=rows)

    return _store(DocumentKind.DELIVERY_RECORD, paper, told[:32], of, today)


def _letter(
    paper: Document, items: Sequence[enclosed.Item], parts: Sequence[Part], today: date
) -> Document:
    """Make the cover letter: how long it is itself is found out by printing it."""
    kind, facts = DocumentKind.COVER_LETTER, _facts(paper, today)
    made = contexts.CoverLetter(
        **_base(paper, facts, _NUMBER),
        addressee=_addressee(paper),
        about=f"{_SENT[DocumentKind(paper.kind)]} № {paper.number} от {paper.dated:%d.%m.%Y}",
        pieces=(),
        pages=0,
        left_out=tuple(
            contexts.LeftOut(title=item.title, reason=item.without)
            for item in items
            if item.lacking
        ),
    )
    own = 0
    for guess in (1, 2, 3):
        made = _listing(made, parts, guess)
        own = scans.pages_of(
            layout.printed(
                rendering.render(kind=kind, context=made).content, engine=settings.PDF_ENGINE
            )
        )
        if own == guess:
            break
    final = _listing(made, parts, own)
    told = hashlib.sha256(
        repr(
            (final, [hashlib.sha256(file).digest() for part in parts for file in part.files])
        ).encode()
    )

    def of(number: str) -> contexts.Paper:
        return replace(final, number=number)

    return _store(kind, paper, told.hexdigest()[:32], of, today)


def _listing(letter: contexts.CoverLetter, parts: Sequence[Part], own: int) -> contexts.CoverLetter:
    pieces = _pieces(parts, own)
    return replace(
        letter,
        pieces=pieces,
        pages=max(piece.last for piece in pieces),
    )


def _pieces(parts: Sequence[Part], own: int) -> tuple[contexts.Piece, ...]:
    """Count on which pages each part stands behind a letter of so many pages."""
    found, at = [], own + 1
    paper_ends = own + parts[0].length
    for part in parts:
        if part.inside:
            found.append(
                contexts.Piece(
                    title=part.title,
                    first=own + part.inside,
                    last=paper_ends,
                )
            )
        elif part.files:
            length = part.length
            found.append(contexts.Piece(title=part.title, first=at, last=at + length - 1))
            at += length
        else:
            found.append(contexts.Piece(title=part.title))
    return tuple(found)


def _files(letter: Document, parts: Sequence[Part]) -> Iterator[bundle.Paper]:
    """Yield what the file is made of, each part with a bookmark of its line."""
    name = catalogue.CATALOGUE[DocumentKind.COVER_LETTER].title
    yield bundle.Paper(f"{name} № {letter.number}", pdfs.pdf_of(letter))
    for part in parts:
        if part.files:
            yield bundle.Paper(part.title, _together(part))


def _together(part: Part) -> bytes:
    if len(part.files) == 1:
        return part.files[0]
    return bundle.merged([bundle.Paper(part.title, content) for content in part.files])


def _addressee(paper: Document) -> contexts.Court:
    said = paper.context
    if court := said.get("court"):
        return contexts.Court(name=court["name"], address=court["address"])
    return contexts.Court(name=said["office"], address=said["office_address"])


def _facts(paper: Document, today: date) -> values.CaseFacts:
    assert paper.case and paper.account
    return values.CaseFacts(
        case=paper.case, account=paper.account, charges=(), penalties={}, today=today
    )


def _base(paper: Document, facts: values.CaseFacts, number: str) -> dict[str, Any]:
    """Return what every paper of a package has; whoever has signed the filing signs them too."""
    assert paper.case is not None
    return {
        "number": number,
        "dated": facts.today,
        "claimant": letterheads.claimant(facts.account.supplier),
        "signatory": _signatory(paper),
        "executor": values.executor(facts),
        "case_number": paper.case.number,
        "debtor": replace(
            values.debtor(facts),
            name=paper.context.get("debtor", {}).get("name") or facts.party.name,
        ),
    }


def _signatory(paper: Document) -> contexts.Signatory:
    said = paper.context["signatory"]
    return contexts.Signatory(
        position=said["position"],
        name=said["name"],
        power=said.get("power", ""),
    )


def _store(kind: DocumentKind, paper: Document, told: str, of: Any, today: date) -> Document:
    edition = templates.in_use(kind=kind)
    template = templates.source_of(edition) if edition else None

    def render(number: str) -> tuple[bytes, dict[str, Any]]:
        context = of(number)
        made = rendering.render(
            kind=kind,
            context=context,
            template=template,
        )
        return made.content, editions.printed(kind=kind, context=context)

    return documents.store_document(
        kind=kind,
        series=catalogue.CATALOGUE[kind].series,
        dated=today,
        subject=paper.subject,
        workflow_id=_workflow(paper),
        step=f"{kind}/{told}",
        account_id=paper.account_id,
        render=render,
        template=edition,
    )
