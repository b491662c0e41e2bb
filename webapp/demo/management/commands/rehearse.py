"""``istok rehearse``: a town's debts go from notice to bailiffs before your eyes.

The last line is the result as JSON.
"""

import json
import os
import secrets
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from webapp.contracts.models import Account
from webapp.demo import desks, story, verdict
from webapp.staff.models import BusinessClockSetting


class Command(BaseCommand):
    help = (
        "Play debt recovery of a small town from debt to bailiffs on a running stack with an "
        "empty database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--seed",
            type=int,
            default=7,
            help="the same seed tells the same story",
        )
        parser.add_argument(
            "--accounts",
            type=int,
            default=1500,
            help="how many accounts the registry has; a fifth of them are debtors",
        )
        parser.add_argument(
            "--day",
            type=float,
            default=0.0,
            help=(
                "how many seconds the clock rests at least before it goes on, to look at the "
                "screens"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if Account.objects.exists() and not BusinessClockSetting.objects.exists():
            raise CommandError(
                "This database holds data of its own. A rehearsal needs an empty one: name "
                "another in DATABASE_URL."
            )
        started = time.monotonic()
        password = os.environ.get("ISTOK_DEMO_PASSWORD") or secrets.token_urlsafe(8)
        plot = story.Plot(
            options["seed"],
            settings.HOME,
            options["accounts"],
            password,
            options["day"],
        )
        found = self._play(plot)
        self._say(f"paid at: {story.paid_at()}")
        self._say(f"Temporal: {verdict.cost_in_temporal()} state transitions a case")
        for trouble in (*found.misplaced, *found.missing, *found.doubled, *found.untrue):
            self._say(f"TROUBLE {trouble}")
        self._say("people to log in as (login, password, post):")
        for line in story.logins(password=password):
            self._say(f"  {line}")
        self._say("what waits on their desks:")
        for line in desks.lines(address=settings.PUBLIC_URL):
            self._say(f"  {line}")
        self._say(
            json.dumps(
                {
                    **found.counts,
                    "seconds": round(time.monotonic() - started, 1),
                }
            )
        )

    def _play(self, plot: story.Plot) -> verdict.Verdict:
        try:
            return story.run(plot=plot, say=self._say)
        except story.RehearsalStuck as error:
            raise CommandError(f"the story did not come to its end: {error}") from error

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
