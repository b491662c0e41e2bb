"""A contact does not work: the customer is asked where he can be reached, then the desk is."""

from workflows.interfaces.process import Facts, Stage
from workflows.process.plan import End, Step, Tell, Work
from workflows.process.rules import Rules

WORKFLOW_TYPE = "contact_verification"
CORRECTED, CONFIRMED, UNUSABLE = "CORRECTED", "CONFIRMED", "UNUSABLE"
STAGES = (
    Stage("message", channels=("email", "sms"), term_days=5, proof_days=3),
    Stage("desk", role="CALL_CENTER", task_days=5),
)
STEPS: dict[str, tuple[Step, ...]] = {
    "message": (Tell(),),
    "desk": (
        Work(
            "verify_contact",
            moves={outcome: End(outcome) for outcome in (CORRECTED, CONFIRMED, UNUSABLE)},
        ),
    ),
}
RULES: Rules[Stage, Facts] = Rules(steps=lambda stage: STEPS[stage.kind])
