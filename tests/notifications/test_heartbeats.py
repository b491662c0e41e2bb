"""A deed that waits long for a mail server tells Temporal that it is alive, until it ends."""

from datetime import timedelta
from time import sleep

from temporalio.testing import ActivityEnvironment

from activities import heartbeats


def test_it_beats_while_the_deed_lasts_and_no_longer() -> None:
    beats: list[float] = []
    environment = ActivityEnvironment()
    environment.on_heartbeat = lambda *_details: beats.append(1.0)

    def deed() -> None:
        with heartbeats.beating(every_s=0.02):
            sleep(0.5)

    environment.run(deed)
    counted = len(beats)
    sleep(0.1)

    assert counted >= 2
    assert len(beats) == counted


def test_it_beats_often_enough_for_what_the_story_waits() -> None:
    assert timedelta(seconds=heartbeats.EVERY_S) * 2 < timedelta(seconds=60)
