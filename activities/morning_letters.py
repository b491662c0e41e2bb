"""The deed of telling people by mail what waits for them."""

from temporalio import activity

from webapp.correspondence import queries as correspondence
from webapp.oversight.operations import digests
from webapp.staff import queries as staff
from workflows.interfaces import morning_letters as words


@activity.defn(name="morning_letters.send")
def send() -> words.LettersResult:
    """Send the letters that are wanted by this hour and have not been sent."""
    done = digests.send_due(
        now=staff.business_now,
        gateways=correspondence.gateways(),
    )
    return words.LettersResult(sent=done.sent, failed=done.failed)
