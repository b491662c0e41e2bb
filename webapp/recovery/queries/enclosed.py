"""What a filing names under «Приложения», line by line: what is there and what is lacking."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from documents import enclosures
from documents.catalogue import DocumentKind
from documents.enclosures import Holder, Line, Source
from tariffs import parameters
from webapp.contracts.models import PowerOfAttorney
from webapp.correspondence.models import Document
from webapp.processes.models import Case
from webapp.recovery.models import Enclosure, FiledWithout
from webapp.recovery.queries import filed
from webapp.recovery.queries.contexts import proofs
from webapp.staff import queries as staff
from webapp.tasks.models import Task
from workflows.process import plan

FILED = (
    DocumentKind.COURT_ORDER_APPLICATION,
    DocumentKind.STATEMENT_OF_CLAIM,
    DocumentKind.BAILIFF_REGISTRY,
)
BESIDE = (
    DocumentKind.CREDITORS_REGISTER,
    DocumentKind.REVERSAL_OBJECTIONS,
    DocumentKind.AMENDED_CLAIM,
    DocumentKind.SUBSTITUTION,
)
"""Filings that stand beside the stages: they go with tasks of their own, or by a person."""
PACKED = (*FILED, *BESIDE)
_OF_NO_ATTEMPT = 0
TASK = plan.ENCLOSE
RENEWAL = "renew_extract"
"""The task to bring anew what grew too old while the filing lay to be filed."""
# a claim proves that the dispute was to be settled before a court; notices that the debtor knew
_LETTERS = {
    "Копия претензии": (DocumentKind.PRETRIAL_CLAIM,),
    "Копии уведомлений": (DocumentKind.NOTICE, DocumentKind.RESTRICTION_WARNING),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of enclosures: what is there for it, why that is not enough, why it may be left out.

    ``lacking`` is empty when everything is there; ``without`` is the reason of a lawyer who files
    without it. ``wants`` are the holders a file is still to be brought for.
    """

    title: str
    line: Line
    files: tuple[Enclosure, ...] = ()
    letters: tuple[proofs.Gone, ...] = ()
    lacking: str = ""
    without: str = ""
    wants: tuple[Holder, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Say whether the filing does not wait because of it."""
        return not self.lacking or bool(self.without)

    @property
    def is_brought(self) -> bool:
        """Say whether somebody brings it as a file."""
        return self.line.source in {Source.KEPT, Source.LETTERS}

    @property
    def needs_day(self) -> bool:
        """Say whether the day of the file matters."""
        return bool(self.line.fresh_days)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one filing: its holders, the files kept with them, what is decided."""

    paper: Document
    today: date
    power: PowerOfAttorney | None = None
    files: tuple[Enclosure, ...] = ()
    without: dict[str, str] = field(default_factory=dict)

    def holder_id(self, holder: Holder) -> int | None:
        """Return the row with which a file is kept; nothing where there is none."""
        paper, account = self.paper, self.paper.account
        if holder in {Holder.FILING, Holder.CASE}:
            return paper.case_id
        if holder == Holder.PARTY:
            return paper.case.party_id if paper.case else None
        if holder == Holder.POWER:
            return self.power.pk if self.power else None
        if account is None:
            return None
        ids = {
            Holder.ACCOUNT: account.pk,
            Holder.CONTRACT: account.contract_id,
            Holder.SUPPLIER: account.supplier_id,
        }
        return ids[holder]

    @property
    def whose(self) -> str:
        """Return against whom the filing goes."""
        return filed.against(self.paper)


def column(holder: Holder) -> str:
    """Return the column that names a holder: what is of one filing is kept with its case."""
    if holder == Holder.FILING:
        return "case"
    return str(holder)


def known(*, paper: Document, today: date) -> Known:
    """Read what there is for a filing."""
    found = Known(paper, today, power=_power(paper))
    holders = Q()
    for holder in Holder:
        if pk := found.holder_id(holder):
            holders |= Q(**{f"{column(holder)}_id": pk})
    files = Enclosure.objects.filter(holders, put_aside_on=None).order_by("-id")
    without = FiledWithout.objects.filter(document=paper)
    return Known(
        paper,
        today,
        power=found.power,
        files=tuple(files.select_related("by")),
        without=dict(without.values_list("title", "reason")),
    )


def checklist(*, paper: Document, today: date) -> tuple[Item, ...]:
    """Return every line of a filing with what is there for it."""
    if paper.case is None:
        return ()
    found = known(paper=paper, today=today)
    return tuple(_item(title, found) for title in paper.context.get("enclosures", ()))


def lacking(*, paper: Document, today: date) -> tuple[Item, ...]:
    """Return the lines because of which a filing waits."""
    return tuple(item for item in checklist(paper=paper, today=today) if not item.is_settled)


def papers_at(*, case: Case) -> QuerySet[Document]:
    """Return the filings of the present attempt of a case that may still go out."""
    made = Document.objects.filter(
        case=case,
        stage=case.stage,
        attempt=case.attempt,
        kind__in=FILED,
    )
    alive = made.exclude(status=Document.Status.CANCELED).order_by("id")
    return alive.select_related("account", "case").defer("docx", "pdf")


def papers_beside(*, case: Case, kinds: Collection[str] = BESIDE) -> QuerySet[Document]:
    """Return the filings beside the stages that have not gone out yet."""
    made = Document.objects.filter(
        case=case,
        attempt=_OF_NO_ATTEMPT,
        kind__in=set(kinds).intersection(BESIDE),
        status__in=(Document.Status.MADE, Document.Status.APPROVED),
    )
    return made.order_by("id").select_related("account", "case").defer("docx", "pdf")


def waiting(*, case: Case) -> list[Document]:
    """Return every filing of a case that may still go out."""
    return [*papers_at(case=case), *papers_beside(case=case)]


def is_lacking(*, case: Case, today: date) -> bool:
    """Say whether a filing of the case waits for what it encloses."""
    return any(lacking(paper=paper, today=today) for paper in papers_at(case=case))


def told(*, case: Case, today: date) -> str:
    """Return what is lacking, for whoever is asked to supply it."""
    return "\n".join(_told(case, today, only_aged=False))


def aged(*, case: Case, today: date) -> str:
    """Return which extracts have grown too old while the filing lay to be filed."""
    return "\n".join(_told(case, today, only_aged=True))


def _told(case: Case, today: date, *, only_aged: bool) -> Iterator[str]:
    for paper in papers_at(case=case):
        for item in lacking(paper=paper, today=today):
            if item.needs_day or not only_aged:
                yield _line(paper, item)


def told_beside(*, case: Case, kinds: Collection[str], today: date) -> str:
    """Return what filings of some kinds beside the stages lack."""
    return "; ".join(
        _line(paper, item)
        for paper in papers_beside(case=case, kinds=kinds)
        for item in lacking(paper=paper, today=today)
    )


def _line(paper: Document, item: Item) -> str:
    return f"{paper.number}: {item.title} — {item.lacking}"


def told_with(case: Case, task: str) -> str:
    """Return what whoever is asked for a task must know besides: what a filing lacks."""
    if task not in {TASK, RENEWAL}:
        return ""
    return told(case=case, today=staff.today())


def open_tasks(*, case: Case) -> QuerySet[Task]:
    """Return the tasks that wait until nothing is lacking."""
    return Task.objects.filter(
        case=case,
        kind__in=(TASK, RENEWAL),
        status=Task.Status.OPEN,
    )


def open_task(*, case: Case) -> Task | None:
    """Return the first task that waits until nothing is lacking."""
    return open_tasks(case=case).order_by("id").first()


def _power(paper: Document) -> PowerOfAttorney | None:
    """Return the power of attorney by which a paper is signed."""
    said = paper.context.get("signatory", {}).get("power", "")
    if not said or paper.account is None:
        return None
    powers = PowerOfAttorney.objects.filter(supplier=paper.account.supplier_id)
    for power in powers:
        if said.endswith(f"№ {power.number} от {power.issued_on:%d.%m.%Y}"):
            return power
    return None


def _item(title: str, known: Known) -> Item:
    line = enclosures.line_of(title)
    without = known.without.get(title, "")
    match line.source:
        case Source.KEPT:
            return _kept(title, line, known, without)
        case Source.LETTERS:
            return _of_letters(title, line, known, without)
        case _:
            return Item(title, line, without=without)


def _kept(title: str, line: Line, known: Known, without: str) -> Item:
    files, faults, wants = [], [], []
    for holder in line.holders:
        file = next(_of_holder(title, line, holder, known), None)
        fault = _fault(line, holder, file, known)
        if file:
            files.append(file)
        if fault:
            faults.append(fault)
            wants.append(holder)
    return Item(
        title,
        line,
        files=tuple(files),
        lacking="; ".join(dict.fromkeys(faults)),
        without=without,
        wants=tuple(wants),
    )


def _of_holder(title: str, line: Line, holder: Holder, known: Known) -> Iterator[Enclosure]:
    """Yield the files of a line that are kept with a holder, the newest first."""
    pk = known.holder_id(holder)
    for file in known.files:
        is_here = pk is not None and getattr(file, f"{column(holder)}_id") == pk
        if not is_here or file.code != line.code:
            continue
        if line.by_title and file.title != title:
            continue
        if holder == Holder.FILING and _other_filing(file, known):
            continue
        yield file


def _other_filing(file: Enclosure, known: Known) -> bool:
    return (file.paper_kind, file.whose) != (known.paper.kind, known.whose)


def _fault(line: Line, holder: Holder, file: Enclosure | None, known: Known) -> str:
    """Return why what is there is not enough."""
    if file is None:
        return _absent(holder)
    if not line.fresh_days:
        return ""
    # what has gone to the court was fresh on its day
    day = known.paper.dated if known.paper.status == Document.Status.ISSUED else known.today
    most = int(parameters.series(line.fresh_days).on(day).decimal())
    if file.issued_on and file.issued_on >= day - timedelta(days=most):
        return ""
    text = _("is older than %(days)s days: bring a new one")
    return text % {"days": most}


def _absent(holder: Holder) -> str:
    words = {
        Holder.PARTY: _("not brought for the debtor"),
        Holder.SUPPLIER: _("not brought for the supplier"),
        Holder.POWER: _("not brought for the representative"),
    }
    return words.get(holder) or _("not brought")


def _of_letters(title: str, line: Line, known: Known, without: str) -> Item:
    """Papers that went out are found in the journal; an older one may be brought as a file."""
    kinds = next(kinds for begins, kinds in _LETTERS.items() if title.startswith(begins))
    assert known.paper.case is not None
    sent = proofs.gone_out(known.paper.case)
    letters = tuple(gone for gone in sent if gone.paper.kind in kinds)
    files = tuple(_of_holder(title, line, Holder.CASE, known))
    lacks = ""
    if not letters and not files:
        lacks = _("nothing of the kind went to the debtor")
    return Item(
        title,
        line,
        files=files,
        letters=letters,
        lacking=lacks,
        without=without,
        wants=(Holder.CASE,),
    )
