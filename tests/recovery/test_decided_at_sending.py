"""What goes out is decided again at the moment of release, by the rules that asked for it; what asked may be a day old."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from notifications.message import UnableToSend
from tests.notifications import providers
from tests.recovery.living import Life
from webapp.contracts import operations as contracts
from webapp.correspondence.models import Document, Message
from webapp.correspondence.operations import documents
from webapp.parties import operations as parties
from webapp.parties.models import Contact, Party
from webapp.premises.models import Premises
from webapp.processes.operations import closing
from webapp.recovery.models import Recovery, SchemeVersion
from webapp.recovery.operations import pauses, plans, schemes
from webapp.recovery.queries import claims
from webapp.recovery.queries import schemes as known_schemes
from workflows.interfaces.debt_recovery import StageKind, case_subject
from workflows.interfaces.process import Deed

Status = Message.Status
AGES = pytest.mark.parametrize("days_old", [0, 1], ids=["a moment old", "a day old"])


def mark(life: Life, *, possible: bool = True, never_cut: bool = False) -> None:
    contracts.mark_restriction(
        account_id=life.account.pk,
        possible=possible,
        never_cut=never_cut,
        ground="аппарат ИВЛ",
        by=life.by,
    )


def hold(life: Life) -> None:
    until = life.today + timedelta(days=5)
    pauses.hold(case_id=life.case.pk, reason="проверка", until=until, by=life.by, today=life.today)


def promise(life: Life) -> None:
    until = life.today + timedelta(days=5)
    pauses.promise(case_id=life.case.pk, reason="обещал", until=until, by=life.by, today=life.today)


def dispute(life: Life) -> None:
    pauses.dispute(case_id=life.case.pk, reason="не согласен", by=life.by, today=life.today)


def agree_on_parts(life: Life) -> None:
    parts = [(life.today + timedelta(days=30), claims.debt(case_id=life.case.pk))]
    plans.agree(case_id=life.case.pk, parts=parts, by=life.by, today=life.today)


def stop_scheme(life: Life) -> None:
    schemes.stop(scheme_id=life.case.recovery.scheme_version.scheme_id, reason="ошибка", by=life.by)


def ask_to_close(reason: str) -> Callable[[Life], None]:
    def close(life: Life) -> None:
        closing.request(
            case_id=life.case.pk, reason=reason, ground="решение", by=life.by, today=life.today
        )

    return close


def take_the_paper_back(life: Life) -> None:
    documents.cancel_documents(subject=case_subject(case_id=life.case.pk), ground="ошибка")


def lose_the_contact(life: Life) -> None:
    contact = life.account.party.contacts.get(kind=Contact.Kind.PHONE)
    parties.mark_contact(contact_id=contact.pk, works=False, ground="чужой номер", by=life.by)


def rename(life: Life) -> None:
    Party.objects.filter(pk=life.account.party_id).update(name="Смирнова-Белова Анна Павловна")


def move(life: Life) -> None:
    Premises.objects.filter(pk=life.account.premises_id).update(address="г. Тверь, ул. Новая, д. 1")


def write_to_another_address(life: Life) -> None:
    Party.objects.filter(pk=life.account.party_id).update(address="г. Клин, а/я 5")


def forbid_short_messages(life: Life) -> None:
    """A case moved to an edition of its scheme whose warnings are called, not written."""
    old = known_schemes.scheme_of_version(life.fresh().recovery.scheme_version_id)
    stages = tuple(
        replace(stage, channels=("voice",)) if stage.kind == StageKind.WARNING else stage
        for stage in old.stages
    )
    definition = known_schemes.SCHEME.dump_python(replace(old, stages=stages), mode="json")
    version = SchemeVersion.objects.create(
        scheme=life.case.recovery.scheme_version.scheme, number=99, definition=definition
    )
    Recovery.objects.filter(pk=life.case.pk).update(scheme_version=version)


def planned_warning(begin: Callable[..., Life]) -> tuple[Life, Deed]:
    """Return a case whose warning was planned as a short message while the provider was away."""
    life = begin()
    life.go(until="1.1:make:restriction_warning")
    deed, works = life.decide().deed, life.gateways
    life.gateways = providers.gateways()
    with pytest.raises(UnableToSend):
        life.do(deed)
    life.gateways = works
    assert planned(deed).status == Status.PLANNED
    return life, deed


def planned(deed: Deed) -> Message:
    return Message.objects.get(step=deed.step)


def sent_by(folder: Path, since: int) -> list[str]:
    return [line["form"]["To"] for line in providers.accepted(folder)[since:]]


@AGES
@pytest.mark.parametrize(
    ("change", "reason", "words"),
    [
        (
            lambda life: mark(life, never_cut=True),
            "restriction_impossible",
            "Потребление больше нельзя ограничить",
        ),
        (
            lambda life: mark(life, possible=False),
            "restriction_impossible",
            "Потребление больше нельзя ограничить",
        ),
        (
            lambda life: life.pay(Decimal(2000)),
            "restriction_groundless",
            "Оставшийся долг не даёт основания для ограничения",
        ),
        (lambda life: life.pay(Decimal(500)), "debt-changed", "Сумма долга изменилась"),
        (lambda life: life.pay(Decimal(4500)), "PAID", "Оплачено до отправки"),
        (ask_to_close("WITHDRAWN"), "WITHDRAWN", "Требование отозвано"),
        (ask_to_close("BANKRUPTCY"), "BANKRUPTCY", "Должник признан банкротом"),
        (
            take_the_paper_back,
            "paper-replaced",
            "Документ отозван или заменён другим",
        ),
        (
            lose_the_contact,
            "no-consent",
            "Контакт больше не действует, или от сообщений отказались",
        ),
        (
            rename,
            "debtor-changed",
            "Имя или адрес в документе больше не соответствуют должнику",
        ),
        (
            move,
            "debtor-changed",
            "Имя или адрес в документе больше не соответствуют должнику",
        ),
        (
            write_to_another_address,
            "debtor-changed",
            "Имя или адрес в документе больше не соответствуют должнику",
        ),
        (forbid_short_messages, "overtaken", "Дело пошло дальше без этого сообщения"),
    ],
    ids=[
        "marked never cut",
        "cannot be cut technically",
        "paid down to no ground",
        "paid in part",
        "paid in full",
        "withdrawn",
        "bankrupt",
        "paper taken back",
        "contact lost",
        "debtor renamed",
        "house renamed",
        "another postal address",
        "scheme without the channel",
    ],
)
def test_a_warning_that_the_facts_ask_for_no_more_stays_in_the_house_with_its_reason(
    begin: Callable[..., Life],
    tmp_path: Path,
    days_old: int,
    change: Callable[[Life], None],
    reason: str,
    words: str,
) -> None:
    life, deed = planned_warning(begin)
    before = len(providers.accepted(tmp_path))
    change(life)

    life.today += timedelta(days=days_old)
    life.do(deed)

    message = planned(deed)
    assert (message.status, message.reason) == (Status.CANCELED, reason)
    with translation.override("ru"):
        assert message.reason_text == words
    assert sent_by(tmp_path, before) == []


@AGES
@pytest.mark.parametrize("stop", [hold, promise, dispute, agree_on_parts, stop_scheme])
def test_a_warning_waits_in_the_house_while_the_case_rests(
    begin: Callable[..., Life], tmp_path: Path, days_old: int, stop: Callable[[Life], None]
) -> None:
    life, deed = planned_warning(begin)
    before = len(providers.accepted(tmp_path))
    stop(life)

    life.today += timedelta(days=days_old)
    life.do(deed)

    assert planned(deed).status == Status.PLANNED
    assert sent_by(tmp_path, before) == []


def test_a_warning_waits_in_the_house_through_the_night(
    begin: Callable[..., Life], tmp_path: Path
) -> None:
    life, deed = planned_warning(begin)
    before = len(providers.accepted(tmp_path))

    life.hour = 23
    life.do(deed)

    assert (planned(deed).status, planned(deed).reason) == (Status.PLANNED, "quiet-hours")
    assert sent_by(tmp_path, before) == []


@AGES
def test_a_warning_that_is_still_asked_for_goes_once(
    begin: Callable[..., Life], tmp_path: Path, days_old: int
) -> None:
    life, deed = planned_warning(begin)
    before = len(providers.accepted(tmp_path))

    life.today += timedelta(days=days_old)
    life.do(deed)

    assert planned(deed).status == Status.SENT
    assert sent_by(tmp_path, before) == ["+79031234567"]


@AGES
def test_a_planned_message_follows_a_changed_number(
    begin: Callable[..., Life], tmp_path: Path, days_old: int
) -> None:
    life, deed = planned_warning(begin)
    before = len(providers.accepted(tmp_path))
    lose_the_contact(life)
    parties.add_contact(
        party=life.account.party, kind=Contact.Kind.PHONE, value="+79165550011", by=life.by
    )

    life.today += timedelta(days=days_old)
    life.do(deed)

    assert planned(deed).status == Status.SENT
    assert sent_by(tmp_path, before) == ["+79165550011"]


def test_a_paper_with_an_outdated_name_is_followed_by_one_with_the_new(
    begin: Callable[..., Life],
) -> None:
    life, deed = planned_warning(begin)
    rename(life)
    life.do(deed)

    life.go(until="1.1:send:sms:r2")

    old, new = Document.objects.filter(kind="restriction_warning").order_by("id")
    assert (old.status, new.context["debtor"]["name"]) == (
        Document.Status.CANCELED,
        "Смирнова-Белова Анна Павловна",
    )
    follower = Message.objects.get(step="1.1:send:sms:r2")
    assert (follower.document, follower.status) == (new, Status.SENT)


@AGES
@pytest.mark.parametrize(
    "stop",
    [hold, agree_on_parts, ask_to_close("WITHDRAWN"), lambda life: mark(life, never_cut=True)],
)
def test_what_was_decided_before_a_change_is_not_even_planned_after_it(
    begin: Callable[..., Life], days_old: int, stop: Callable[[Life], None]
) -> None:
    life = begin()
    life.go(until="1.1:make:restriction_warning")
    deed = life.decide().deed
    stop(life)

    life.today += timedelta(days=days_old)
    life.do(deed)

    assert not Message.objects.filter(step=deed.step).exists()


def test_a_deed_of_an_earlier_stage_sends_nothing(begin: Callable[..., Life]) -> None:
    life = begin()
    life.go(until="0.1:make:notice")
    deed = life.decide().deed
    life.go(until="1.1:make:restriction_warning")
    before = Message.objects.count()

    life.do(replace(deed, revision=2))

    assert Message.objects.count() == before
