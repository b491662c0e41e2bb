"""A worker to be killed: sends one message in a process of its own. Arguments: the message's id, the ports, the time-out."""

import sys
from dataclasses import replace

import django

django.setup()

from tests.correspondence import steps  # noqa: E402  (models can be imported only now)
from tests.notifications import providers  # noqa: E402
from webapp.correspondence.models import Message  # noqa: E402

if __name__ == "__main__":
    message_id, mail_port, twilio_port, timeout_s = sys.argv[1:]
    gateways = replace(
        providers.gateways(mail_port=int(mail_port), twilio_port=int(twilio_port)),
        timeout_s=float(timeout_s),
    )
    steps.send(Message.objects.get(pk=message_id), gateways)
