"""Changes of an account's state."""

from django.db import transaction

from webapp.audit import operations as audit
from webapp.contracts.models import Account
from webapp.staff.models import User


@transaction.atomic
def mark_disconnected(*, account_id: int, is_disconnected: bool, ground: str, by: User | None = None) -> bool:
    """Note that supply is restricted or resumed; return whether that is news. Repeating it changes nothing."""
    changed = Account.objects.filter(id=account_id, is_disconnected=not is_disconnected).update(is_disconnected=is_disconnected)
    if changed:
        name = "contracts.account.disconnected" if is_disconnected else "contracts.account.reconnected"
        audit.record(name=name, subject=f"account:{account_id}", actor=by, ground=ground)
    return bool(changed)


@transaction.atomic
def mark_restriction(*, account_id: int, possible: bool, never_cut: bool, ground: str, by: User) -> None:
    """Write whether supply can be restricted technically, and whether the law forbids to cut it at all."""
    state = {"restriction_possible": possible, "never_cut": never_cut}
    if Account.objects.filter(id=account_id).exclude(**state).update(**state):
        audit.record(name="contracts.account.restriction-marked", subject=f"account:{account_id}", actor=by, ground=ground, details=state)
