"""Changes of an account's state."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.audit.models import Entry
from webapp.contracts.models import Account
from webapp.outbox import operations as outbox
from webapp.staff.models import User


class UnableToChangeSupply(Exception):
    """The state a person corrected is not the state of the account any more, or nothing was
    corrected.
    """


@dataclass(frozen=True, slots=True)
class Supply:
    """Whether supply is restricted now, can be restricted and limited, and may be by law."""

    is_disconnected: bool
    restriction_possible: bool
    limit_possible: bool
    never_cut: bool


@transaction.atomic
def correct_supply(*, account_id: int, seen: Supply, wanted: Supply, ground: str, by: User) -> None:
    """Write the state of supply as a person knows it to be who saw another, and wake the cases
    about the account.

    :raises UnableToChangeSupply: when nothing differs, or a crew or a colleague changed it
        meanwhile
    """
    if wanted == seen:
        raise UnableToChangeSupply(_("Nothing is changed: tick what is so now, or leave the page."))
    if not Account.objects.filter(id=account_id, **asdict(seen)).update(**asdict(wanted)):
        raise UnableToChangeSupply(
            _(
                "The state was changed meanwhile, by a crew or a colleague. Look at it "
                "again before you change it."
            )
        )
    entries = []
    if wanted.is_disconnected != seen.is_disconnected:
        entries.append(
            _disconnected(
                account_id=account_id,
                is_disconnected=wanted.is_disconnected,
                ground=ground,
                by=by,
            )
        )
    marks, seen_marks = _marks(wanted), _marks(seen)
    if marks != seen_marks:
        entries.append(
            _marked(
                account_id=account_id,
                ground=ground,
                by=by,
                details=marks,
            )
        )
    outbox.announce(
        subject=f"account:{account_id}",
        fact="account.supply-corrected",
        key=str(entries[-1].pk),
    )


@transaction.atomic
def mark_disconnected(
    *, account_id: int, is_disconnected: bool, ground: str, by: User | None = None
) -> bool:
    """Note that supply is restricted or resumed.

    Return whether that is news. Repeating it changes nothing.
    """
    changed = Account.objects.filter(id=account_id, is_disconnected=not is_disconnected).update(
        is_disconnected=is_disconnected
    )
    if changed:
        _disconnected(account_id=account_id, is_disconnected=is_disconnected, ground=ground, by=by)
    return bool(changed)


@transaction.atomic
def mark_restriction(
    *, account_id: int, possible: bool, never_cut: bool, ground: str, by: User
) -> None:
    """Write whether supply can be restricted technically, and whether the law forbids to cut it at
    all.
    """
    state = {"restriction_possible": possible, "never_cut": never_cut}
    if Account.objects.filter(id=account_id).exclude(**state).update(**state):
        _marked(
            account_id=account_id,
            ground=ground,
            by=by,
            details=state,
        )


@transaction.atomic
def mark_limit_impossible(*, account_id: int, ground: str, by: User) -> None:
    """Write that supply cannot be limited in part: then it is cut off at once."""
    state = {"limit_possible": False}
    if Account.objects.filter(id=account_id).exclude(**state).update(**state):
        _marked(
            account_id=account_id,
            ground=ground,
            by=by,
            details=state,
        )


def _disconnected(*, account_id: int, is_disconnected: bool, ground: str, by: User | None) -> Entry:
    if is_disconnected:
        name = "contracts.account.disconnected"
    else:
        name = "contracts.account.reconnected"
    return audit.record(
        name=name,
        subject=f"account:{account_id}",
        actor=by,
        ground=ground,
    )


def _marks(supply: Supply) -> dict[str, bool]:
    return {name: is_so for name, is_so in asdict(supply).items() if name != "is_disconnected"}


def _marked(*, account_id: int, ground: str, by: User, details: dict[str, bool]) -> Entry:
    return audit.record(
        name="contracts.account.restriction-marked",
        subject=f"account:{account_id}",
        actor=by,
        ground=ground,
        details=details,
    )
