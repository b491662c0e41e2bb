"""How a case of most processes ends: at once, for a reason."""

from workflows.interfaces.process import CaseState, Deed, DeedKind, Facts
from workflows.process.decisions import Close


def close(state: CaseState, _facts: Facts, reason: str) -> Close:
    """Return the decision to end a case for a reason."""
    deed = Deed(
        DeedKind.CLOSE,
        reason.lower(),
        state.stage,
        state.attempt,
        reason=reason,
    )
    return Close(deed)
