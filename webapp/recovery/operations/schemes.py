"""Schemes: the lawful defaults, and new versions of what staff edit."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.recovery.models import Scheme, SchemeVersion
from webapp.recovery.queries import schemes
from webapp.staff.models import User
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.debt_recovery import Stage, StageKind, TermFrom


class UnableToSave(Exception):
    """The scheme as edited would not be lawful or could not run."""


_COURT = (
    Stage(StageKind.LAWYERS, task_days=5),
    Stage(StageKind.COURT_ORDER, max_debt=Decimal(500_000), task_days=5),
    Stage(StageKind.LAWSUIT, task_days=10),
    Stage(StageKind.WRIT, task_days=10),
    Stage(StageKind.ENFORCEMENT, attempts=2, task_days=10),
)
_ARBITRATION = (_COURT[0], Stage(StageKind.COURT_ORDER, max_debt=Decimal(750_000), task_days=5), *_COURT[2:])

# ПП РФ 354, п. 117-119: 20 days from delivery by a provable way, then restriction where it is technically possible.
PERSONS = words.Scheme(
    code="persons",
    version=1,
    party_kinds=("PERSON",),
    stages=(
        Stage(StageKind.NOTICE, channels=("email", "sms", "voice"), term_days=10),
        Stage(StageKind.WARNING, channels=("sms", "voice"), term_days=20, needs_possible_restriction=True, attempts=2),
        Stage(StageKind.RESTRICTION, role="CREW", needs_possible_restriction=True, attempts=2, task_days=5),
        *_COURT,
    ),
)
# ПП РФ 442, Правила ограничения: one notice at least 10 days ahead; АПК ст. 4 ч. 5: 30 calendar days from sending the claim.
ORGANIZATIONS = words.Scheme(
    code="organizations",
    version=1,
    party_kinds=("ORGANIZATION", "SOLE_TRADER"),
    stages=(
        Stage(StageKind.NOTICE, channels=("email", "sms"), term_days=5),
        Stage(StageKind.WARNING, channels=("email", "sms"), term_days=10, needs_possible_restriction=True),
        Stage(StageKind.RESTRICTION, role="CREW", needs_possible_restriction=True, attempts=2, task_days=5),
        Stage(StageKind.PRETRIAL_CLAIM, channels=("email",), term_days=30, term_from=TermFrom.SENDING, approval=True),
        *_ARBITRATION,
    ),
)
# A managing company passes on what residents pay: its supply is never cut, the claim goes straight to the lawyers.
MANAGING_COMPANIES = words.Scheme(
    code="managing_companies",
    version=1,
    party_kinds=("MANAGING_COMPANY", "HOA"),
    stages=(
        Stage(StageKind.NOTICE, channels=("email", "sms"), term_days=10),
        Stage(StageKind.PRETRIAL_CLAIM, channels=("email",), term_days=30, term_from=TermFrom.SENDING, approval=True),
        *_ARBITRATION,
    ),
)
_NAMES = {"persons": "Граждане", "organizations": "Организации и ИП", "managing_companies": "Управляющие компании и ТСЖ"}
DEFAULTS = (PERSONS, ORGANIZATIONS, MANAGING_COMPANIES)


@transaction.atomic
def install_defaults() -> None:
    """Put the default schemes where there are none; what staff changed stays."""
    for default in DEFAULTS:
        scheme, created = Scheme.objects.get_or_create(
            code=default.code, defaults={"name": _NAMES[default.code], "party_kinds": list(default.party_kinds)}
        )
        if created:
            SchemeVersion.objects.create(scheme=scheme, number=1, definition=schemes.SCHEME.dump_python(default, mode="json"))


@transaction.atomic
def save_version(*, scheme_id: int, definition: words.Scheme, note: str, by: User) -> SchemeVersion:
    """Keep an edited scheme as its next version; running cases keep theirs.

    :raises UnableToSave: when it has no stages or a stage that sends has neither channel nor term
    """
    _check(definition)
    scheme = Scheme.objects.select_for_update().get(pk=scheme_id)
    number = schemes.newest_version(scheme_id=scheme_id).number + 1
    data = schemes.SCHEME.dump_python(definition, mode="json") | {"version": number, "code": scheme.code}
    version = SchemeVersion.objects.create(scheme=scheme, number=number, definition=data, created_by=by, note=note)
    audit.record(
        name="recovery.scheme.version-saved", subject=f"recovery_scheme:{scheme.pk}", actor=by, details={"version": number, "note": note}
    )
    return version


def stop(*, scheme_id: int, reason: str, by: User) -> None:
    """Stop all outgoing effects of a scheme, or let them go on with an empty reason."""
    Scheme.objects.filter(pk=scheme_id).update(stopped_reason=reason)
    audit.record(
        name="recovery.scheme.stopped" if reason else "recovery.scheme.resumed",
        subject=f"recovery_scheme:{scheme_id}",
        actor=by,
        ground=reason,
    )


def _check(scheme: words.Scheme) -> None:
    if not scheme.stages:
        raise UnableToSave(_("A scheme needs at least one stage."))
    for number, stage in enumerate(scheme.stages, start=1):
        if stage.kind in {StageKind.NOTICE, StageKind.WARNING, StageKind.PRETRIAL_CLAIM} and stage.term_days < 1:
            raise UnableToSave(_("Stage %(number)s: give a term of at least one day.") % {"number": number})
        if stage.attempts < 1:
            raise UnableToSave(_("Stage %(number)s: at least one attempt is needed.") % {"number": number})


def set_active(*, scheme_id: int, is_active: bool, reason: str, by: User) -> None:
    """Let a scheme take new debts, or no more of them; its open cases go on either way."""
    if Scheme.objects.filter(pk=scheme_id, is_active=not is_active).update(is_active=is_active):
        audit.record(
            name="recovery.scheme.switched-on" if is_active else "recovery.scheme.switched-off",
            subject=f"recovery_scheme:{scheme_id}",
            actor=by,
            ground=reason,
        )
