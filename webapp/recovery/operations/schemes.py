"""Schemes: the lawful defaults, and new versions of what staff edit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from tariffs import parameters
from webapp.audit import operations as audit
from webapp.contracts.models import Service, Supplier
from webapp.outbox import operations as outbox
from webapp.premises.models import District
from webapp.processes.models import Case
from webapp.processes.operations import taking_back
from webapp.recovery.models import Scheme, SchemeLimit, SchemeVersion
from webapp.recovery.models.schemes import LIMITS
from webapp.recovery.queries import labels, scheme_choice, scheme_faults, schemes
from webapp.recovery.queries.scheme_choice import Candidate
from webapp.staff import queries as staff
from webapp.staff.models import User
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.debt_recovery import Stage, StageKind
from workflows.interfaces.process import TermFrom


class UnableToSave(Exception):
    """The scheme as edited would not be lawful or could not run."""


class UnableToCopy(Exception):
    """There is a scheme of this name already."""


def _law(name: str) -> Decimal:
    """Take a number of the law as it is now known: a new scheme is for new cases."""
    return parameters.series(name).rows[-1].decimal()


_CITIZEN_DAYS, _BUSINESS_DAYS = (
    int(_law("notice.restriction_citizen_days")),
    int(_law("notice.restriction_organization_days")),
)
_PRETRIAL = Stage(
    StageKind.PRETRIAL_CLAIM,
    channels=("email",),
    term_days=int(_law("notice.pretrial_days")),
    term_from=TermFrom.SENDING,
    approval=True,
)
_COURT = (
    Stage(StageKind.LAWYERS, task_days=5),
    Stage(StageKind.COURT_ORDER, max_debt=_law("court.order_general"), task_days=5),
    Stage(StageKind.LAWSUIT, task_days=10),
    Stage(StageKind.WRIT, task_days=10),
    Stage(StageKind.ENFORCEMENT, attempts=2, task_days=10),
)
_ARBITRATION = (
    _COURT[0],
    Stage(StageKind.COURT_ORDER, max_debt=_law("court.order_arbitration"), task_days=5),
    *_COURT[2:],
)

# ПП РФ 354, п. 117-119: 20 days from delivery by a provable way, then restriction where it is
# technically possible.
PERSONS = words.Scheme(
    code="persons",
    version=1,
    party_kinds=("PERSON",),
    stages=(
        Stage(StageKind.NOTICE, channels=("email", "sms", "voice"), term_days=10),
        Stage(
            StageKind.WARNING,
            channels=("sms", "voice"),
            term_days=_CITIZEN_DAYS,
            needs_possible_restriction=True,
            attempts=2,
        ),
        Stage(
            StageKind.RESTRICTION,
            role="CREW",
            needs_possible_restriction=True,
            attempts=2,
            task_days=5,
        ),
        *_COURT,
    ),
)
# ПП РФ 442, Правила ограничения: one notice at least 10 days ahead; АПК ст. 4 ч. 5: 30 calendar
# days from sending the claim.
ORGANIZATIONS = words.Scheme(
    code="organizations",
    version=1,
    party_kinds=("ORGANIZATION", "SOLE_TRADER"),
    stages=(
        Stage(StageKind.NOTICE, channels=("email", "sms"), term_days=5),
        Stage(
            StageKind.WARNING,
            channels=("email", "sms"),
            term_days=_BUSINESS_DAYS,
            needs_possible_restriction=True,
        ),
        Stage(
            StageKind.RESTRICTION,
            role="CREW",
            needs_possible_restriction=True,
            attempts=2,
            task_days=5,
        ),
        _PRETRIAL,
        *_ARBITRATION,
    ),
)
# A managing company passes on what residents pay: its supply is never cut, the claim goes straight
# to the lawyers.
MANAGING_COMPANIES = words.Scheme(
    code="managing_companies",
    version=1,
    party_kinds=("MANAGING_COMPANY", "HOA"),
    stages=(
        Stage(StageKind.NOTICE, channels=("email", "sms"), term_days=10),
        _PRETRIAL,
        *_ARBITRATION,
    ),
)
_NAMES = {
    "persons": "Граждане",
    "organizations": "Организации и ИП",
    "managing_companies": "Управляющие компании и ТСЖ",
}
DEFAULTS = (PERSONS, ORGANIZATIONS, MANAGING_COMPANIES)


@transaction.atomic
def install_defaults() -> None:
    """Put the default schemes where there are none; what staff changed stays."""
    for default in DEFAULTS:
        scheme, created = Scheme.objects.get_or_create(
            code=default.code,
            defaults={"name": _NAMES[default.code], "party_kinds": list(default.party_kinds)},
        )
        if created:
            SchemeVersion.objects.create(
                scheme=scheme, number=1, definition=schemes.SCHEME.dump_python(default, mode="json")
            )


def faults(*, definition: words.Scheme, scheme: Scheme) -> list[str]:
    """Return why a scheme could not run, or would not be lawful today, or competes with others."""
    lawless = scheme_faults.faults(scheme=definition, today=staff.today())
    if not scheme.is_active:
        return lawless
    candidate = _candidate(scheme)
    return [*lawless, *_competition(replace(candidate, definition=definition))]


def _candidate(scheme: Scheme) -> Candidate:
    return scheme_choice.of_schemes([scheme])[0]


def _competition(candidate: Candidate) -> list[str]:
    """Return with which schemes one debt could not choose."""
    found = scheme_choice.rivals(candidate)
    if not found:
        return []
    text = _(
        "For some debts “%(scheme)s” is as particular as %(others)s. Name other suppliers, "
        "services or districts, or another least debt or number of periods."
    )
    others = ", ".join(f"«{other}»" for other in found)
    return [text % {"scheme": candidate.scheme, "others": others}]


def _locked(scheme_id: int) -> Scheme:
    """Return a scheme; nobody changes any scheme meanwhile, for each is compared with all."""
    every = Scheme.objects.select_for_update().order_by("pk")
    return next(scheme for scheme in every if scheme.pk == scheme_id)


@transaction.atomic
def save_version(*, scheme_id: int, definition: words.Scheme, note: str, by: User) -> SchemeVersion:
    """Keep an edited scheme as its next version; running cases keep theirs.

    :raises UnableToSave: when it could not run or would not be lawful: every reason at once
    """
    scheme = _locked(scheme_id)
    found = faults(definition=definition, scheme=scheme)
    if found:
        raise UnableToSave(" ".join(found))
    return _next_version(scheme, definition, note, by)


def _next_version(scheme: Scheme, definition: words.Scheme, note: str, by: User) -> SchemeVersion:
    number = schemes.newest_version(scheme_id=scheme.pk).number + 1
    data = schemes.SCHEME.dump_python(definition, mode="json") | {
        "version": number,
        "code": scheme.code,
    }
    version = SchemeVersion.objects.create(
        scheme=scheme, number=number, definition=data, created_by=by, note=note
    )
    audit.record(
        name="recovery.scheme.version-saved",
        subject=f"recovery_scheme:{scheme.pk}",
        actor=by,
        details={"version": number, "note": note},
    )
    return version


@transaction.atomic
def copy(*, scheme_id: int, name: str, by: User) -> Scheme:
    """Make another scheme for the same customers, with the terms of the newest version.

    It takes no debts until somebody has looked at its terms and switches it on.

    :raises UnableToCopy: when a scheme is called so already
    """
    origin = Scheme.objects.select_for_update().get(pk=scheme_id)
    if Scheme.objects.filter(name__iexact=name).exists():
        raise UnableToCopy(_("There is a scheme of this name already: choose another name."))
    made = Scheme.objects.create(
        code=uuid4().hex,
        name=name,
        party_kinds=origin.party_kinds,
        is_active=False,
    )
    SchemeLimit.objects.bulk_create(
        SchemeLimit(scheme=made, **{f"{name}_id": getattr(limit, f"{name}_id") for name in LIMITS})
        for limit in origin.limits.all()
    )
    newest = schemes.newest_version(scheme_id=scheme_id)
    SchemeVersion.objects.create(
        scheme=made,
        number=1,
        definition=newest.definition | {"version": 1, "code": made.code},
        created_by=by,
        note=str(labels.named(newest)),
    )
    audit.record(
        name="recovery.scheme.copied",
        subject=f"recovery_scheme:{made.pk}",
        actor=by,
        details={"version": newest.number, "origin": origin.name},
    )
    return made


@transaction.atomic
def stop(*, scheme_id: int, reason: str, by: User) -> None:
    """Stop all outgoing effects of a scheme, or let them go on with an empty reason.

    Its cases look at once.
    """
    Scheme.objects.filter(pk=scheme_id).update(stopped_reason=reason)
    fact = "scheme.stopped" if reason else "scheme.resumed"
    entry = audit.record(
        name=f"recovery.{fact}", subject=f"recovery_scheme:{scheme_id}", actor=by, ground=reason
    )
    cases = Case.objects.filter(
        closed_on=None, recovery__scheme_version__scheme=scheme_id
    ).values_list("pk", flat=True)
    subjects = [words.case_subject(case_id=pk) for pk in cases]
    if reason:
        taking_back.keep_in_house(process=words.WORKFLOW_TYPE, subjects=subjects, ground="stopped")
    outbox.announce_many(fact=fact, about=[(subject, str(entry.pk)) for subject in subjects])


@dataclass(frozen=True, slots=True)
class Customers:
    """Whom a scheme is to be for; nothing named means everything there is."""

    kinds: Sequence[str]
    supplier: Sequence[Supplier]
    service: Sequence[Service]
    district: Sequence[District]

    @property
    def limits(self) -> Iterator[dict[str, Supplier | Service | District]]:
        """What the rows of the scheme name."""
        for name in LIMITS:
            for named in getattr(self, name):
                yield {name: named}


@transaction.atomic
def aim(*, scheme_id: int, customers: Customers, reason: str, by: User) -> None:
    """Say for whom a scheme is: kinds of customers, suppliers, services, districts.

    Other kinds make another version: what the law demands depends on them. Open cases stay.

    :raises UnableToSave: when it would not be lawful for them, or a debt could not choose
    """
    scheme = _locked(scheme_id)
    scheme.party_kinds = list(customers.kinds)
    scheme.save(update_fields=["party_kinds"])
    scheme.limits.all().delete()
    SchemeLimit.objects.bulk_create(
        SchemeLimit(scheme=scheme, **named) for named in customers.limits
    )
    known = _candidate(scheme).definition
    definition = replace(known, party_kinds=tuple(customers.kinds))
    found = faults(definition=definition, scheme=scheme)
    if found:
        raise UnableToSave(" ".join(found))
    if set(known.party_kinds) != set(customers.kinds):
        _next_version(scheme, definition, reason, by)
    audit.record(
        name="recovery.scheme.aimed",
        subject=f"recovery_scheme:{scheme.pk}",
        actor=by,
        ground=reason,
        details=_told(customers),
    )


def _told(customers: Customers) -> dict[str, Any]:
    """Return whom a scheme is for as the journal keeps it."""
    return {
        "kinds": list(customers.kinds),
        "of_supplier": [str(each) for each in customers.supplier],
        "of_service": [str(each) for each in customers.service],
        "of_district": [str(each) for each in customers.district],
    }


@transaction.atomic
def set_active(*, scheme_id: int, is_active: bool, reason: str, by: User) -> None:
    """Let a scheme take new debts, or no more of them; its open cases go on either way.

    :raises UnableToSave: when a debt could not choose between it and another at work
    """
    scheme = _locked(scheme_id)
    if scheme.is_active == is_active:
        return
    found = _competition(_candidate(scheme)) if is_active else []
    if found:
        raise UnableToSave(" ".join(found))
    Scheme.objects.filter(pk=scheme_id).update(is_active=is_active)
    audit.record(
        name="recovery.scheme.switched-on" if is_active else "recovery.scheme.switched-off",
        subject=f"recovery_scheme:{scheme_id}",
        actor=by,
        ground=reason,
    )
