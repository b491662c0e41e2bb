"""For which days parties owe no penalty, by what is known to have happened to them."""

from collections.abc import Iterable
from datetime import timedelta

from tariffs.exemptions import NONE, Exemptions
from tariffs.penalty_options import Exempt
from webapp.parties.models import Party, State

# who serves and his family owe no penalty on their homes (58-ФЗ ст. 2)
_FREED = (State.Kind.NO_PENALTY, State.Kind.SERVING)
_KINDS = (*_FREED, State.Kind.BANKRUPT)


def of(party: Party) -> Exemptions:
    """Return the days of a party."""
    return of_parties([party.pk]).get(party.pk, NONE)


def of_parties(party_ids: Iterable[int]) -> dict[int, Exemptions]:
    """Return the days of those parties that have any."""
    told = State.objects.filter(
        party__in=list(party_ids),
        kind__in=_KINDS,
    )
    by_party: dict[int, list[State]] = {}
    for state in told.order_by("starts_on"):
        by_party.setdefault(state.party_id, []).append(state)
    return {party_id: _exemptions(states) for party_id, states in by_party.items()}


def _exemptions(states: list[State]) -> Exemptions:
    ruled = [state.starts_on for state in states if state.kind == State.Kind.BANKRUPT]
    return Exemptions(
        freed=tuple(_days(state) for state in states if state.kind in _FREED),
        ruled_on=min(
            ruled,
            default=None,
        ),
    )


def _days(state: State) -> Exempt:
    if state.ends_on is None:
        return Exempt(state.starts_on)
    return Exempt(
        state.starts_on,
        state.ends_on + timedelta(days=1),
    )
