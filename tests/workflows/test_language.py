"""Each word of the language of steps in use: a small process of the tests says them all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.workflows.installation import ANSWER, STAGES
from tests.workflows.site import START, VISIT, Site, at_noon, live
from workflows.interfaces import process
from workflows.interfaces.approval import Matter
from workflows.interfaces.process import ChildRecord, Pause, Stage, Still
from workflows.process import clocks, walk
from workflows.process.decisions import Wait
from workflows.process.plan import Term, Unit

DAY = timedelta(days=1)
WORKED = {"ask_networks": ["DONE"], "check_estimate": ["DONE"], "invite": ["DONE"]}


def at_stage(kind: str, **known: object) -> Site:
    stage = walk.stage_of_kind(stages=STAGES, kind=kind, after=-1)
    return Site(stage=stage, **known)  # type: ignore[arg-type]


# branches and children


def test_departments_are_asked_side_by_side_and_the_stage_goes_on_when_all_have_answered():
    site = Site(survey="")

    waiting = live(site)

    assert {"0.1:ask:ask_networks", "0.1:make:estimate", "0.1:open:survey"} <= set(site.log)
    assert isinstance(waiting, Wait)
    assert waiting.why == "task:ask_networks,task:check_estimate,child:survey"
    for key, task in list(site.tasks.items()):
        site.tasks[key] = replace(task, status="DONE", outcome="DONE")
    assert live(site).why == "child:survey"
    site.children = [ChildRecord("survey", "DONE")]
    live(site)
    assert site.stage == 1


def test_a_new_edition_of_a_paper_in_one_branch_leaves_the_tasks_of_another_alone():
    site = Site(survey="", answers={"ask_networks": ["DONE"], "check_estimate": ["DONE"]})
    live(site)
    first = site.steps["0.1:make:estimate"]
    site.steps["0.1:make:estimate"] = replace(first, is_void=True)

    live(site)

    assert "0.1:make:estimate:r2" in site.log and "0.1:ask:check_estimate:r2" in site.log
    assert "0.1:ask:ask_networks:r2" not in site.log


# a move at the end of an attempt


def test_the_report_of_no_access_is_made_before_the_crew_goes_again():
    site = at_stage("visit", answers={**WORKED, "visit": ["NO_ACCESS", "DONE"]})
    site.answers["invite"] = ["DONE", "DONE"]

    live(site)

    assert site.log.index("1.1:make:no_access_report") < site.log.index("1.2:make:order")
    assert "1.2:make:no_access_report" not in site.log


def test_a_last_attempt_goes_on_with_its_report():
    site = at_stage("visit", answers={"visit": ["NO_ACCESS"] * 2, "invite": ["DONE"] * 2})

    live(site)

    assert "1.2:make:no_access_report" in site.log
    assert site.stage == 2


# approval


def test_a_draft_goes_round_by_round_and_only_to_whom_it_concerns():
    site = at_stage("draft", matter=Matter({"": "v1"}, conditions=frozenset({"large"})))

    assert live(site).why == "approval:metering,legal"
    site.vote("legal", "APPROVED")
    assert live(site).why == "approval:head"
    site.vote("head", "APPROVED", by=2)
    live(site)

    assert site.stage == 3


def test_a_draft_that_was_returned_is_drawn_up_anew():
    site = at_stage("draft")
    live(site)
    site.vote("metering", "RETURNED")

    assert live(site) == Wait("task:correct")
    site.correct()
    assert live(site) == Wait("new_version")
    assert site.log[-1] == "2.2:make:draft"
    site.matter = Matter({"": "v2"})
    assert live(site).why == "approval:metering,legal"


def test_while_a_draft_is_being_corrected_nobody_is_asked_about_it():
    site = at_stage("draft")
    live(site)
    site.vote("metering", "RETURNED")
    live(site)
    correction = site.deeds[-1]
    site.matter = Matter({"": "v2"})

    assert live(site) == Wait("task:correct")
    assert (correction.role, correction.due_days) == ("ENGINEER", 2)
    site.correct()
    assert live(site).why == "approval:metering,legal"
    assert site.log[-3:-2] == ["2.1:make:draft:r2"]


def test_a_corrected_draft_that_is_returned_again_is_corrected_again():
    site = at_stage("draft")
    live(site)
    for number in (1, 2):
        site.vote("metering", "RETURNED", version=f"v{number}")
        assert live(site) == Wait("task:correct")
        site.matter = Matter({"": f"v{number + 1}"})
        site.correct()
        assert live(site).why == "approval:metering,legal"


def test_a_changed_text_is_approved_anew_but_not_by_whom_the_change_does_not_concern():
    site = at_stage("draft", matter=Matter({"": "v1", "liability": "c1"}))
    site.stages = STAGES
    live(site)
    site.matter = Matter({"": "v2", "liability": "c1"})

    live(site)

    asked = [key for key in site.log if ":ask:" in key]
    assert asked == [
        "2.1:ask:approve-metering",
        "2.1:ask:approve-legal",
        "2.1:ask:approve-metering:r2",
    ]
    assert site.log[-2:] == ["2.1:make:draft:r2", "2.1:ask:approve-metering:r2"]
    assert [deed.about for deed in site.deeds if deed.kind == "ask"] == ["v1", "c1", "v2"]


def test_a_forwarded_draft_comes_back_with_an_opinion():
    site = at_stage("draft")
    live(site)
    site.vote("metering", "FORWARDED", to="NETWORKS")
    live(site)
    asked_of = site.deeds[-1].role
    site.vote("metering", "OPINION", by=9)
    live(site)

    assert (asked_of, site.deeds[-1].role) == ("NETWORKS", "ENGINEER")


# terms and silence


def test_silence_means_what_the_law_says_when_its_term_is_over():
    site = at_stage("offer")
    live(site)
    live(site, today=START + 9 * DAY)
    asked = next(deed for deed in site.deeds if deed.name == "answer")

    assert asked.due_on == date(2026, 3, 25)  # ten working days from 11 March
    assert live(site, today=date(2026, 3, 25)) == Wait("task:answer", date(2026, 3, 26))
    live(site, today=date(2026, 3, 26))
    assert site.log[-2:] == ["3.1:pass:silence-answer", "3.1:close:deemed_concluded"]
    assert site.deeds[-2].ground == "deemed_concluded"


def test_an_answer_on_the_last_day_is_no_silence():
    site = at_stage("offer")
    live(site)
    live(site, today=START + 9 * DAY)
    key = "3.1:ask:answer"
    site.tasks[key] = replace(site.tasks[key], status="DONE", outcome="REFUSED")

    live(site, today=date(2026, 3, 25))

    assert site.closed == "REFUSED"


def test_an_invitation_is_due_so_many_working_days_before_the_visit():
    site = at_stage("visit")

    live(site)

    # Monday the 16th: Wednesday, Thursday and Friday lie between, Tuesday is the last day
    assert VISIT == date(2026, 3, 16)
    assert site.deeds[-1].due_on == date(2026, 3, 10)


def test_hours_are_over_at_their_moment_whatever_the_day():
    term = Term(24, Unit.HOURS, act="354 p. 104")
    site = Site(now=at_noon(date(2026, 3, 7)))

    due = clocks.due(term=term, asked_on=date(2026, 3, 7), facts=site.facts())

    assert due.at == at_noon(date(2026, 3, 8))
    assert due.is_over(today=date(2026, 3, 8), now=at_noon(date(2026, 3, 8)))
    assert not due.is_over(today=date(2026, 3, 9), now=at_noon(date(2026, 3, 8)) - DAY)


def test_months_end_on_the_same_number_and_not_on_a_day_off():
    term = Term(6, Unit.MONTHS, act="442 p. 151")

    due = clocks.due(term=term, asked_on=date(2026, 2, 28), facts=process.Facts())

    assert due.on == date(2026, 8, 28)


def test_a_clock_that_may_pause_stands_still_and_that_of_a_statute_does_not():
    still = (Still(date(2026, 3, 4), date(2026, 3, 10)),)
    facts = process.Facts(stood_still=still)
    statute = Term(5, Unit.CALENDAR_DAYS, act="354")
    ours = replace(statute, may_pause=True)

    assert clocks.due(term=statute, asked_on=START, facts=facts).on == date(2026, 3, 10)
    assert clocks.due(term=ours, asked_on=START, facts=facts).on == date(2026, 3, 16)


def test_a_term_from_a_day_that_nobody_knows_is_refused():
    with pytest.raises(clocks.NoSuchDay):
        clocks.due(term=replace(ANSWER, since="receipt"), asked_on=START, facts=process.Facts())


def test_a_term_found_over_long_ago_is_given_again_without_another_paper():
    site = at_stage("offer")
    live(site)
    late = START + 60 * DAY

    waiting = live(site, today=late)

    assert site.log[-1] == "3.1:pass:shift"
    assert isinstance(waiting, Wait) and waiting.why == "term"
    assert site.attempt == 1 and len([key for key in site.log if ":send:" in key]) == 1


# pauses


def test_several_pauses_hold_a_case_until_the_last_of_them_ends():
    site = Site(
        survey="",
        pauses=(Pause(1, "DISPUTE", START + 2 * DAY), Pause(2, "COURT", START + 5 * DAY)),
    )

    assert live(site) == Wait("pause:DISPUTE,COURT", START + 3 * DAY)
    assert live(site, today=START + 3 * DAY) == Wait("pause:COURT", START + 6 * DAY)
    live(site, today=START + 6 * DAY)
    assert site.log[:2] == ["0.1:end_pause:pause-1", "0.1:end_pause:pause-2"]
    assert "0.1:make:estimate" in site.log


def test_a_pause_of_one_stage_lets_the_others_go_on():
    site = Site(answers=WORKED, pauses=(Pause(1, "MOURNING", None, scope=("visit",)),))

    assert live(site).why == "pause:MOURNING"
    assert site.stage == 0 and "0.1:make:estimate" in site.log


def test_what_silence_means_by_law_comes_about_during_a_pause_too():
    site = at_stage("offer")
    live(site)
    live(site, today=START + 9 * DAY)
    site.pauses = (Pause(1, "DISPUTE"),)

    assert live(site, today=date(2026, 3, 20)) == Wait("pause:DISPUTE", date(2026, 3, 26))
    live(site, today=date(2026, 3, 26))
    assert site.log[-2:] == ["3.1:pass:silence-answer", "3.1:close:deemed_concluded"]


# words without a paper


def test_words_alone_go_by_a_channel_that_works_and_their_term_runs():
    site = Site(stages=(Stage("word", channels=("sms",), term_days=5),))

    waiting = live(site)

    assert isinstance(waiting, Wait)
    assert waiting.why == "term" and waiting.until
    assert site.log == ["0.1:send:sms", "0.1:pass:deliver"]
    assert live(site, today=waiting.until) == Wait("end_of_scheme")


def test_words_that_no_channel_carries_are_not_sent_by_post():
    site = Site(stages=(Stage("word", term_days=5),))

    assert live(site) == Wait("end_of_scheme")
    assert site.log == []
