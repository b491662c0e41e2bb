"""What the details of a deed say, in words: what is called how, and codes by their names."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils import formats
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from webapp.audit import queries as audit
from webapp.audit.models import Entry
from webapp.billing.models import Charge
from webapp.correspondence import queries as papers
from webapp.correspondence.models import Message
from webapp.parties.models import Contact, Party
from webapp.payments.models import Payment
from webapp.processes import registry
from webapp.processes.models import Pause
from webapp.processes.queries import labels
from webapp.recovery.models import CourtEvent
from webapp.recovery.queries.labels import SETTLED
from webapp.staff.amounts import money
from webapp.staff.models import User
from webapp.tasks.models import Task
from webapp.workplace.queries import journal

Names = Mapping[str, journal.Subject]
Shown = Callable[[Entry, Any, Names], str]


@dataclass(frozen=True, slots=True)
class Field:
    """What a detail is called, and how its value is shown."""

    title: Promise
    shown: Shown
    about: str = ""
    """The kind of subject whose number the value is."""

    @classmethod
    def of(cls, about: str, title: Promise) -> "Field":
        """Return a detail that is the number of a row."""
        return cls(title, lambda _entry, value, names: _subject(f"{about}:{value}", names), about)

    @classmethod
    def code(cls, title: Promise, words: Callable[[str], Any]) -> "Field":
        """Return a detail that is a code, or several."""
        return cls(title, lambda _entry, value, _names: _words(value, words))


@dataclass(frozen=True, slots=True)
class Fact:
    """One detail of a deed in words."""

    title: str
    value: str


def told(*, entries: Iterable[Entry], user: User) -> dict[int, list[Fact]]:
    """Return the details of deeds in words, by the number of the deed.

    One query a kind of what they mention, however many deeds there are.
    """
    rows = list(entries)
    mentioned = {subject for row in rows for subject in _mentioned(row)}
    names = journal.named(mentioned, user=user)
    return {row.pk: list(_facts(row, names)) for row in rows}


def field_of(deed: str, name: str) -> Field | None:
    """Return what a detail of a deed is called; nothing for an older edition's."""
    app, _dot, _rest = deed.partition(".")
    if deed.endswith(".stage-changed") and name in _OF_MOVES:
        return _OF_MOVES[name]
    return _OF_DEEDS.get((deed, name)) or _OF_APPS.get((app, name)) or OF_ALL.get(name)


def field_in_words(*, app: str, model: str, name: str) -> str:
    """Return what a field of a form is called; ``added`` is said of a whole new line."""
    if name == "added":
        return gettext("added")
    try:
        field: Any = apps.get_model(app, model)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return name
    if field.is_relation and field.verbose_name == name.replace("_", " "):
        return str(field.related_model._meta.verbose_name)
    return str(field.verbose_name)


def _facts(entry: Entry, names: Names) -> Iterator[Fact]:
    for name, value in entry.details.items():
        if name in LEFT_OUT or value in ("", None, []):
            continue
        field = field_of(entry.name, name)
        if field is None:
            yield Fact(name, _plain(entry, value, names))
        else:
            yield Fact(str(field.title), field.shown(entry, value, names))


def _mentioned(entry: Entry) -> Iterator[str]:
    for name, value in entry.details.items():
        field = field_of(entry.name, name)
        if field is not None and field.about:
            yield from (f"{field.about}:{number}" for number in _numbers(value))


def _numbers(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [number for number, _amount in value]
    return [value]


def _plain(entry: Entry, value: Any, names: Names) -> str:
    match value:
        case bool():
            return gettext("Yes") if value else gettext("No")
        case list():
            return ", ".join(_plain(entry, one, names) for one in value)
        case str():
            return _day(value)
        case _:
            return str(value)


def _day(text: str) -> str:
    """A day or a moment as people write it; other text stands as it is."""
    try:
        day, moment = parse_date(text), parse_datetime(text)
    except ValueError:
        return text
    if day:
        return str(formats.date_format(day, "SHORT_DATE_FORMAT"))
    if moment:
        return str(formats.date_format(moment, "SHORT_DATETIME_FORMAT"))
    return text


def _money(_entry: Entry, value: Any, _names: Names) -> str:
    return f"{_sum(value)} ₽"


def _sums(_entry: Entry, value: list[str], _names: Names) -> str:
    return " + ".join(f"{_sum(one)} ₽" for one in value)


def _sum(text: str) -> str:
    try:
        return money(Decimal(text))
    except InvalidOperation:
        return text


def _parts(_entry: Entry, value: Any, names: Names) -> str:
    return "; ".join(
        f"{_subject(f'account:{number}', names)}: {_sum(amount)} ₽" for number, amount in value
    )


def _subject(subject: str, names: Names) -> str:
    if subject in names:
        return names[subject].name
    return gettext("not shown to you")


def _words(value: Any, words: Callable[[str], Any]) -> str:
    if isinstance(value, list):
        return ", ".join(str(words(one)) for one in value)
    return str(words(value))


def _of(choices: Iterable[tuple[Any, Any]]) -> Callable[[Any], Any]:
    table = dict(choices)
    return lambda code: table.get(code, code)


def _task_kind(code: str) -> str:
    for process in ("", *(one.code for one in registry.processes())):
        kind = registry.kind_of(process=process, code=code)
        if kind:
            return str(kind.title)
    return code


def _outcome(code: str) -> str:
    """What an outcome is called by the process that knows it."""
    for process in registry.processes():
        words = labels.outcome_name(process=process.code, code=code)
        if words != code:
            return words
    return code


def _stage(code: str) -> str:
    for process in registry.processes():
        words = registry.word(process=process.code, table="stages", code=code)
        if words != code:
            return words
    return code


def _held(code: str) -> str:
    """What a pause holds: a stage, or what stands behind the word of its scope."""
    scope, colon, part = code.partition(":")
    if colon:
        return f"{Pause.Scope(scope.upper()).label}: {part}"
    return _stage(code)


def _form(code: str) -> str:
    return {"registry": gettext("registry of mail")}.get(code, code.upper())


def _opens(code: str) -> Any:
    return audit.CODES.get("opens", {}).get(code, code)


def _fields(entry: Entry, value: list[str], _names: Names) -> str:
    app, model, _verb = entry.name.split(".")
    return ", ".join(field_in_words(app=app, model=model, name=name) for name in value)


def _lines(entry: Entry, value: list[dict[str, Any]], _names: Names) -> str:
    app, _dot, _rest = entry.name.partition(".")
    return "; ".join(_line(app, line) for line in value)


def _line(app: str, line: dict[str, Any]) -> str:
    model = line["line"]
    fields = ", ".join(field_in_words(app=app, model=model, name=name) for name in line["fields"])
    try:
        what = str(apps.get_model(app, model)._meta.verbose_name)
    except LookupError:
        what = model
    return f"{what}: {fields}"


def _token(_entry: Entry, value: str, _names: Names) -> str:
    """The number of the token in ``api_token:5``."""
    return f"№ {value.rpartition(':')[2]}"


def _count(_entry: Entry, value: Any, _names: Names) -> str:
    return str(value)


_FROM, _UNTIL = _("First day"), _("Last day")
_BEFORE, _AFTER = _("Was"), _("Became")
_KIND = _("Kind")

LEFT_OUT = {
    "absence", "acted_for", "charge", "document", "held_by", "message", "pause", "source", "step",
    "token",
}  # fmt: skip
"""Numbers and keys that only the program knows: another detail, or the subject, names it."""

OF_ALL: dict[str, Field] = {
    "account": Field.of("account", _("Account")),
    "account_id": Field.of("account", _("Account")),
    "accounts": Field(_("New accounts"), _count),
    "acted_for_name": Field(_("In whose place"), _plain),
    "allocated": Field(_("Laid on charges"), _money),
    "amount": Field(_("Amount"), _money),
    "as": Field(_("Went out as"), _plain),
    "attempt": Field(_("Attempt"), _count),
    "backup_of": Field(_("Backup of"), _plain),
    "case_id": Field.of("case", _("Case")),
    "cause": Field(_("Because of the case"), _plain),
    "channel": Field.code(_("Channel"), _of(labels.CHANNELS.items())),
    "contact": Field.of("contact", _("Contact")),
    "corrected": Field(_AFTER, _sums),
    "denied": Field(_("Denied by a court"), _money),
    "duty": Field(_("State duty"), _money),
    "errors": Field(_("Rows refused"), _count),
    "executor": Field.of("user", _("Executor")),
    "fields": Field(_("Fields"), _fields),
    "file": Field(_("File"), _count),
    "files": Field(_("Files laid to it"), _count),
    "form": Field.code(_("As"), _form),
    "former": Field(_BEFORE, _sums),
    "found_by": Field.code(_("Found by"), _of(Payment.FoundBy.choices)),
    "former_hour": Field(_BEFORE, _plain),
    "former_scheme": Field.of("scheme_version", _BEFORE),
    "freed": Field(_("Freed"), _money),
    "from": Field(_BEFORE, _plain),
    "happened_on": Field(_("Happened on"), _plain),
    "held": Field.code(_("What rests"), _held),
    "held_by_name": Field(_("Taken over from"), _plain),
    "hour": Field(_("Hour"), _plain),
    "is_shared": Field(_("Shared with another customer"), _plain),
    "kind": Field(_KIND, _plain),
    "kinds": Field.code(_("Customers"), _of(Party.Kind.choices)),
    "letter": Field(_("Cover letter"), _count),
    "lines": Field(_("Lines"), _lines),
    "messages": Field(_("Messages in doubt"), _count),
    "meter": Field.of("meter", _("Meter")),
    "limit_possible": Field(_("Can be limited in part"), _plain),
    "months": Field(_("Months"), _count),
    "never_cut": Field(_("Never to be cut off"), _plain),
    "note": Field(_("Note"), _count),
    "number": Field(_("Number"), _count),
    "on": Field(_("Day"), _plain),
    "opens": Field.code(_("Opens"), _opens),
    "origin": Field(_("Made like"), _count),
    "outcome": Field.code(_("Outcome"), _outcome),
    "pages": Field(_("Pages"), _count),
    "parties": Field(_("Addresses of customers corrected"), _count),
    "party_id": Field.of("party", _("Party")),
    "parts": Field(_("Parts"), _count),
    "penalty": Field(_("Penalty"), _money),
    "photos": Field(_("Pictures"), _count),
    "posted": Field(_("Documents posted"), _count),
    "premises": Field(_("Addresses of premises corrected"), _count),
    "principal": Field(_("Debt"), _money),
    "priority": Field.code(_("Priority"), _of(Task.Priority.choices)),
    "program": Field(_("Program"), _count),
    "provider_id": Field(_("Number at the operator"), _count),
    "rate": Field(_("Rate, %"), _count),
    "read_on": Field(_("Read on"), _plain),
    "reason": Field.code(_("Reason"), labels.recall),
    "receipts": Field(_("Receipts"), _count),
    "refused": Field(_("Documents refused"), _count),
    "repeated": Field(_("Loaded before"), _count),
    "restriction_possible": Field(_("Restriction is possible"), _plain),
    "rows": Field(_("Rows"), _count),
    "of_district": Field(_("District"), _plain),
    "of_service": Field(_("Service"), _plain),
    "of_supplier": Field(_("Supplier"), _plain),
    "scheme": Field.of("scheme_version", _("Scheme")),
    "seal": Field(_("Seal"), _count),
    "settled": Field.code(_("Objection"), _of(SETTLED.items())),
    "sha256": Field(_("Checksum of the file"), _count),
    "status": Field.code(_("Status"), _of(Message.Status.choices)),
    "substitute": Field.of("user", _("Substitute")),
    "task": Field.of("task", _("Task")),
    "through": Field(_("Through a program with a token"), _token),
    "title": Field(_("Enclosure"), _plain),
    "to": Field(_AFTER, _plain),
    "together_with": Field(_("Other papers beside it"), _count),
    "unidentified": Field(_("Documents unidentified"), _count),
    "until": Field(_("Until"), _plain),
    "value": Field(_("Reading"), _count),
    "version": Field(_("Edition"), _count),
}
_OF_APPS: dict[tuple[str, str], Field] = {
    ("parties", "kind"): Field.code(_KIND, _of(Contact.Kind.choices)),
    ("billing", "kind"): Field.code(_KIND, _of(Charge.Kind.choices)),
    ("correspondence", "kind"): Field.code(_KIND, papers.name_of),
    ("recovery", "kind"): Field.code(_KIND, _of(CourtEvent.Kind.choices)),
    ("tasks", "kind"): Field.code(_KIND, _task_kind),
    ("tasks", "to"): Field.of("user", _("To whom")),
}
_OF_MOVES = {"from": Field.code(_BEFORE, _stage), "to": Field.code(_AFTER, _stage)}
_OF_DEEDS: dict[tuple[str, str], Field] = {
    ("payments.payment.divided", "parts"): Field(_("Divided into"), _parts, "account"),
    ("tasks.absence.entered", "from"): Field(_FROM, _plain),
    ("tasks.absence.entered", "through"): Field(_UNTIL, _plain),
    ("billing.key-rate.entered", "from"): Field(_FROM, _plain),
    ("billing.key-rate.withdrawn", "from"): Field(_FROM, _plain),
    **{
        (f"parties.contact.{verb}", "to"): Field.code(
            _("To what"), _of([("sms", _("short messages")), ("calls", _("calls"))])
        )
        for verb in ("agreed", "refused")
    },
}
