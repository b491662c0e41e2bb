"""Which debtor of the rehearsal gets which character, and how many of each there are."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random

from webapp.demo.people import PERSON
from webapp.demo.personas import NEVER, End, Habit, Persona, When
from webapp.demo.town import Line
from workflows.interfaces.debt_recovery import StageKind

_S = StageKind
_W = When
_OBJECTS = {"court_order_effect": "CANCELLED"}
_REFUSES = {"court_order_ruling": "REFUSED"}

# how many of a hundred debtors of a kind; where the last number is missing to a hundred, the rest
# never pay
PERSONS: tuple[tuple[Persona, float], ...] = (
    (Persona("pays after the notice", End.PAID, stage=_S.NOTICE, when=_W.DELIVERED), 38),
    (Persona("pays after the warning", End.PAID, stage=_S.WARNING, when=_W.DELIVERED), 24),
    (Persona("pays before the crew comes", End.PAID, stage=_S.RESTRICTION, when=_W.PLANNED), 4),
    (Persona("pays when the light is out", End.PAID, stage=_S.RESTRICTION, when=_W.RESTRICTED), 3),
    (Persona("pays when lawyers take over", End.PAID, stage=_S.LAWYERS), 2),
    (Persona("pays when the court is asked", End.PAID, stage=_S.COURT_ORDER), 2),
    (Persona("objects, then pays", End.PAID, stage=_S.LAWSUIT, answers=_OBJECTS), 1),
    (Persona("pays when the order is in force", End.PAID, stage=_S.WRIT), 1),
    (Persona("pays to the bailiff", End.PAID, stage=_S.ENFORCEMENT, when=_W.OPENED), 1),
    (Persona("pays half, then the rest", End.PAID, Habit.PAYS_IN_TWO, _S.NOTICE, _W.DELIVERED), 3),
    (Persona("keeps a long plan", End.ON_PLAN, Habit.KEEPS_LONG_PLAN, _S.WARNING), 5),
    (Persona("finishes a short plan", End.PAID, Habit.FINISHES_PLAN, _S.NOTICE), 2),
    (Persona("breaks the plan", End.ENFORCEMENT, Habit.BREAKS_PLAN, _S.NOTICE), 1),
    (Persona("keeps a promise", End.PAID, Habit.KEEPS_PROMISE, _S.NOTICE), 2),
    (Persona("breaks a promise", End.ENFORCEMENT, Habit.BREAKS_PROMISE, _S.WARNING), 1),
    (Persona("disputes, then pays", End.PAID, Habit.DISPUTES, _S.WARNING), 2),
    (Persona("is checked again by the office", End.ENFORCEMENT, Habit.HELD, _S.NOTICE), 1),
    (Persona("has left the town", End.WITHDRAWN, Habit.WITHDRAWN, _S.NOTICE), 2),
    (Persona("objects and does not pay", End.ENFORCEMENT, Habit.NEVER_PAYS, answers=_OBJECTS), 1),
    (Persona("court refuses the order", End.ENFORCEMENT, Habit.NEVER_PAYS, answers=_REFUSES), 1),
    (
        Persona(
            "head returns the papers once",
            End.ENFORCEMENT,
            Habit.NEVER_PAYS,
            first_answers={"approve": "RETURNED"},
        ),
        1,
    ),
    (
        Persona(
            "does not open the door",
            End.ENFORCEMENT,
            Habit.NEVER_PAYS,
            first_answers={"restriction": "NO_ACCESS"},
        ),
        1,
    ),
    (
        Persona(
            "bailiff finds nothing at first",
            End.ENFORCEMENT,
            Habit.NEVER_PAYS,
            first_answers={"enforcement_result": "ENDED"},
        ),
        1,
    ),
    (NEVER, 4),
)
COMPANIES: tuple[tuple[Persona, float], ...] = (
    (Persona("pays after the claim", End.PAID, stage=_S.PRETRIAL_CLAIM, when=_W.DELIVERED), 40),
    (Persona("pays when lawyers take over", End.PAID, stage=_S.LAWYERS), 15),
    (Persona("pays when the court is asked", End.PAID, stage=_S.COURT_ORDER), 10),
    (Persona("pays the writ", End.PAID, stage=_S.WRIT), 10),
    (NEVER, 25),
)


# whose case lies on somebody's desk when the story is over, so that nobody who logs in finds an
# empty one
_ON_ITS_WAY = Persona(
    "the letter is still on its way",
    End.WITH_CALL_CENTER,
    Habit.NEVER_PAYS,
    answers={"deliver_by_post": ""},
)
_TO_BE_CUT = Persona(
    "the crew has still to come",
    End.WITH_CREW,
    Habit.NEVER_PAYS,
    answers={"restriction": ""},
)
_TO_APPROVE = Persona(
    "the papers wait for approval",
    End.WITH_LAWYERS,
    Habit.NEVER_PAYS,
    answers={"approve": ""},
)
_REFUSED = Persona(
    "the bailiff refuses to open",
    End.WITH_HEAD,
    Habit.NEVER_PAYS,
    answers={"enforcement_opened": "REFUSED", "after_enforcement": ""},
)
OF_EACH = 3
LEFT: tuple[Persona, ...] = (
    *[_ON_ITS_WAY] * OF_EACH,
    *[_TO_BE_CUT] * OF_EACH,
    *[_TO_APPROVE] * OF_EACH,
    _REFUSED,
)


def _leave(debtors: Mapping[str, Sequence[Line]], fates: dict[str, Persona]) -> dict[str, Persona]:
    """Give each character of ``LEFT`` to one who would pay at once, can be cut and has no
    telephone.
    """
    fit = [
        scope
        for scope in sorted(debtors)
        if fates[scope] == PERSONS[0][0]
        and not debtors[scope][0].customer.phone
        and all(line.can_be_cut for line in debtors[scope])
    ]
    return {**fates, **dict(zip(fit, LEFT, strict=False))}


def cast(*, debtors: Mapping[str, Sequence[Line]], seed: int) -> dict[str, Persona]:
    """Give every debtor a character, by scope.

    Fates that need a crew go to those who can be cut.
    """
    persons = {scope: lines for scope, lines in debtors.items() if lines[0].customer.kind == PERSON}
    others = {scope: lines for scope, lines in debtors.items() if scope not in persons}
    ours = _leave(persons, _deal(persons, PERSONS, Random(seed)))
    return {**ours, **_deal(others, COMPANIES, Random(seed + 1))}


def _deal(
    debtors: Mapping[str, Sequence[Line]], shares: Iterable[tuple[Persona, float]], rng: Random
) -> dict[str, Persona]:
    scopes = sorted(debtors)
    rng.shuffle(scopes)
    # the fates that need a crew are dealt first, to those who can be cut
    scopes.sort(key=lambda scope: not all(line.can_be_cut for line in debtors[scope]))
    hands = _hands(sorted(shares, key=_needs_no_crew), len(scopes))
    return {
        scope: hands[index] if index < len(hands) else NEVER for index, scope in enumerate(scopes)
    }


def _hands(shares: Sequence[tuple[Persona, float]], count: int) -> list[Persona]:
    """Return the characters of so many debtors in order: each at least once while there is room."""
    times = [
        max(
            1,
            round(share * count / 100),
        )
        for _persona, share in shares
    ]
    while sum(times) > count and max(times) > 1:
        times[times.index(max(times))] -= 1
    return [
        persona
        for (persona, _share), number in zip(shares, times, strict=True)
        for _ in range(number)
    ]


def _needs_no_crew(entry: tuple[Persona, float]) -> bool:
    persona = entry[0]
    return persona.stage != StageKind.RESTRICTION and "restriction" not in (
        persona.first_answers or {}
    )
