"""What really happens in each kind of stage of debt recovery: a stage is a short row of steps.

To add a stage kind: name it in ``interfaces.debt_recovery.StageKind``, give it a row here, give its
tasks a form and its papers a kind.
"""

from tariffs import parameters
from workflows.interfaces.debt_recovery import CloseReason, Stage, StageKind
from workflows.process.plan import (
    APPROVE,
    ENCLOSE,
    Again,
    Correct,
    Deliver,
    End,
    GoTo,
    Later,
    Make,
    Move,
    Own,
    Step,
    Term,
    Unit,
    Work,
)


def _law(name: str) -> int:
    """Take a term of the law as it is now known.

    People are asked when the court should have acted; the term itself is the court's.
    """
    return int(parameters.series(name).rows[-1].decimal())


_RULED = ("court.order_issue_days", "court.order_copy_days")
_SETTLED = ("court.order_copy_days", "court.post_working_days", "court.objection_days")
# three days to hand the writ over, three to decide
_OPENED = ("enforcement.opening_days",)


def _days(numbers: tuple[str, ...], act: str) -> Term:
    """Return a term of working days, made of numbers of the law.

    Days off are in none of them: ГПК 107 (3), АПК 113 (3), 229-ФЗ 15 (2).
    """
    length = sum(_law(name) for name in numbers)
    return Term(length, Unit.WORKING_DAYS, act=act, numbers=numbers)


_RULING = _days(_RULED, "ГПК 126, 129")
_EFFECT = _days(_SETTLED, "ГПК 128, 129; АПК 229.5")
_OPENING = _days(_OPENED, "229-ФЗ 30 (7, 8)")

APPEAL_DAYS = _law("court.appeal_hearing_days")

# a writ that came back with nothing rests until the law lets it be presented again
REST = Own("rest")
# a writ is given out when the judgment is in force (ГПК 428, АПК 319)
FORCE = Own("force")
# a lawyer chooses the months before a filing is drawn up
MONTHS = Own("months")
# a judgment against which an appeal lies is not in force (ГПК 209, АПК 180)
APPEAL = Own("appeal_ruling")
# what is in force against one of several goes to the bailiffs while the others are sued
BESIDE = Own("present_beside")
# who owes beside the customer is written to as well
OTHERS = Own("letters_to_others")
# what a filing names as enclosed is there before it goes (ГПК 132, АПК 126)
ENCLOSURES = Own(ENCLOSE)
FILINGS = ("court_order_application", "statement_of_claim")
# what was only limited is cut off when it is still owed for (ПП 354 п. 119 «в»)
SUSPENSION = Own("suspension")
# some hear of a restriction before it is brought about (416-ФЗ ст. 21, ПП 808 п. 94)
TELLING = Own("restriction_notice")
_CLOSED: Move = End(CloseReason.WITHDRAWN)
APPROVAL = Work(APPROVE, moves={"RETURNED": Correct(role="LAWYER"), "CLOSED": _CLOSED})
# as it was when stories decided themselves
APPROVAL_THEN = Work(APPROVE, moves={"RETURNED": Again(), "CLOSED": _CLOSED})

STEPS: dict[StageKind, tuple[Step, ...]] = {
    StageKind.NOTICE: (Make("notice"), OTHERS, Deliver()),
    StageKind.WARNING: (Make("restriction_warning"), OTHERS, Deliver()),
    StageKind.RESTRICTION: (
        TELLING,
        Make("restriction_order", follows_basis=False),
        Work(
            "restriction",
            role="CREW",
            moves={"NO_ACCESS": Again(limited=True)},
        ),
        Make(
            "restriction_report",
            follows_basis=False,
            after=("restriction", "DONE"),
        ),
        SUSPENSION,
    ),
    StageKind.PRETRIAL_CLAIM: (Make("pretrial_claim"), Deliver()),
    StageKind.LAWYERS: (Make("service_memo"), APPROVAL),
    StageKind.COURT_ORDER: (
        BESIDE,
        MONTHS,
        Make("court_order_application"),
        ENCLOSURES,
        Work("file_court_order"),
        Work(
            "court_order_ruling",
            # what was returned is mended and filed anew (ГПК 125 ч. 2); a refusal leads to a claim
            moves={"REFUSED": GoTo(StageKind.LAWSUIT), "RETURNED": Again()},
            term=_RULING,
        ),
        Work(
            "court_order_effect",
            # of several debtors some object (ГПК 129): the claim goes against them alone
            moves={
                "CANCELLED": GoTo(StageKind.LAWSUIT),
                "DIVIDED": GoTo(StageKind.LAWSUIT),
                "RENEWED": Again(),
                "IN_FORCE": GoTo(StageKind.WRIT),
            },
            term=_EFFECT,
        ),
    ),
    StageKind.LAWSUIT: (
        BESIDE,
        MONTHS,
        Make("statement_of_claim"),
        ENCLOSURES,
        Work("file_lawsuit"),
        Work(
            "judgment",
            # a claim that was returned or not examined may be filed anew (ГПК 135 ч. 3, 223 ч. 2)
            moves={
                "DENIED": End(CloseReason.DENIED),
                "TERMINATED": End(CloseReason.TERMINATED),
                "RETURNED": Again(),
                "UNEXAMINED": Again(),
                "RENEWED": Again(),
            },
            days=_law("court.claim_days"),
        ),
    ),
    StageKind.WRIT: (APPEAL, FORCE, Work("register_writ")),
    StageKind.ENFORCEMENT: (
        REST,
        Make("bailiff_registry"),
        ENCLOSURES,
        Work("present_writ"),
        Work("enforcement_opened", term=_OPENING),
        Work(
            "enforcement_result",
            moves={"ENDED": Again(limited=True)},
            days=_law("enforcement.execution_days"),
            unless=("enforcement_opened", "REFUSED"),
        ),
        Work(
            "after_enforcement",
            role="HEAD_OF_LEGAL",
            moves={
                "PRESENT_AGAIN": Again(),
                "WRITE_OFF": End(CloseReason.WRITTEN_OFF),
                "LEAVE_OPEN": Later(),
            },
        ),
    ),
}


def steps(stage: Stage) -> tuple[Step, ...]:
    """Return the steps of a stage; an approval asked for by the scheme stands behind the paper."""
    row = STEPS[stage.kind]
    if not stage.approval or APPROVAL in row:
        return row
    behind = 1 + _first_paper(row)
    return (*row[:behind], APPROVAL, *row[behind:])


def _first_paper(row: tuple[Step, ...]) -> int:
    for number, step in enumerate(row):
        if isinstance(step, Make):
            return number
    return 0
