"""What a person has to look at before money goes to the account that he has typed."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from webapp.payments.queries import contradictions, directory, identification, leads, purpose
from webapp.payments.queries.directory import Clues, Directory, KnownAccount
from webapp.payments.queries.grounds import Why


def about(clue: Clues, *, account_ids: Collection[int]) -> dict[int, list[str]]:
    """Return for each account what speaks against it, in the clerk's words.

    The money itself may be nobody's; the purpose may point elsewhere.
    """
    among = directory.read([clue], also=account_ids)
    return {
        account_id: list(_of_account(clue, among.by_id[account_id], among))
        for account_id in account_ids
    }


def _of_account(clue: Clues, account: KnownAccount, among: Directory) -> list[str]:
    leading = leads.of(
        purpose.read(clue.purpose),
        clue,
        among=among,
    )
    named = {lead.account.number for lead in leading.made if lead.account}
    found = [_look(why) for why in _against_money(clue, account, among)]
    if named and account.number not in named:
        text = _("The purpose names another account: %(numbers)s.")
        found.append(text % {"numbers": ", ".join(sorted(named))})
    if contradictions.of(clue, [account], among=among):
        found.append(_("The address or the flat in the purpose is another's."))
    why = contradictions.of_words(clue, [account], among=among)
    if why:
        found.append(_("Look at the purpose: %(why)s.") % {"why": why.label})
    return found


def _against_money(clue: Clues, account: KnownAccount, among: Directory) -> Iterator[Why]:
    """Yield what speaks against the money itself, whatever its purpose names."""
    why = identification.against_payment(clue, among)
    if why:
        yield why
    elif not among.receives(clue, account):
        yield Why.OTHER_SUPPLIER


def _look(why: Why) -> str:
    return _("Look at the payment: %(why)s.") % {"why": why.label}
