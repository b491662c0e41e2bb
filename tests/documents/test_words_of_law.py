"""What papers say of duties, letters and debtors reads as a lawyer would write it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from documents import contexts, declension, qr, samples, wording
from documents.catalogue import DocumentKind
from documents.contexts import Reached
from tariffs import state_duty

DAY = date(2026, 3, 2)


def person(name: str) -> contexts.Debtor:
    return replace(samples.values.CITIZEN, name=name)


@pytest.mark.parametrize(
    ("court", "track", "amount", "sentences"),
    [
        (
            "general",
            "order",
            "50000",
            [
                "Цена требования до 100 000 рублей: 4 000 рублей",
                "За выдачу судебного приказа — 50 процентов этой суммы",
            ],
        ),
        (
            "arbitration",
            "order",
            "120000.33",
            [
                "Цена требования свыше 100 000 рублей: 10 000 рублей",
                "и 5 процентов суммы свыше 100 000 рублей",
                "За выдачу судебного приказа — 50 процентов этой суммы",
                "но не менее 8 000 рублей",
            ],
        ),
        (
            "general",
            "claim",
            "400000.50",
            [
                "Цена требования свыше 300 000 рублей: 10 000 рублей",
                "и 2,5 процента суммы свыше 300 000 рублей",
                "Округление до рубля (п. 6 ст. 52 НК РФ)",
            ],
        ),
    ],
)
def test_each_step_of_the_duty_is_a_sentence(
    court: state_duty.Court, track: state_duty.Track, amount: str, sentences: list[str]
) -> None:
    found = state_duty.duty(court=court, track=track, amount=Decimal(amount), on=DAY)

    assert [line.sentence.replace("\u00a0", " ") for line in found.lines] == sentences


def test_less_than_nothing_has_the_sign_of_minus() -> None:
    assert wording.money(Decimal("-2000")) == "\u22122\u00a0000,00"


@pytest.mark.parametrize(
    ("name", "whom"),
    [
        ("Смирнова Анна Ивановна", "со Смирновой Анны Ивановны"),
        ("Щукин Лев Львович", "со Щукина Льва Львовича"),
        ("Жданов Лев Львович", "со Жданова Льва Львовича"),
        ("Сомов Лев Львович", "с Сомова Льва Львовича"),
        ("Иванов Лев Львович", "с Иванова Льва Львовича"),
    ],
)
def test_the_preposition_fits_the_name(name: str, whom: str) -> None:
    assert wording.from_whom(person(name)) == whom


def test_an_organization_is_claimed_from_as_it_is_written() -> None:
    assert wording.from_whom(replace(samples.values.COMPANY, name="СНТ «Заря»")) == "с СНТ «Заря»"


def test_who_owes_jointly_stands_in_the_instrumental() -> None:
    together = wording.together_with(("Смирнов Лев Львович", "Кий Анна Львовна"))

    assert together == "со Смирновым Львом Львовичем и Кий Анной Львовной"


@pytest.mark.parametrize(
    ("name", "genitive", "instrumental"),
    [
        ("Кий Олег Петрович", "Кия Олега Петровича", "Кием Олегом Петровичем"),
        ("Соловей Иван Иванович", "Соловья Ивана Ивановича", "Соловьём Иваном Ивановичем"),
        ("Воробей Пётр Ильич", "Воробья Петра Ильича", "Воробьём Петром Ильичом"),
        ("Гордей Пётр Ильич", "Гордея Петра Ильича", "Гордеем Петром Ильичом"),
        ("Долгий Иван Иванович", "Долгого Ивана Ивановича", "Долгим Иваном Ивановичем"),
    ],
)
def test_short_surnames_and_birds_are_nouns(name: str, genitive: str, instrumental: str) -> None:
    assert declension.declined(name, declension.Case.GENITIVE) == genitive
    assert declension.declined(name, declension.Case.INSTRUMENTAL) == instrumental


@pytest.mark.parametrize("how", list(Reached))
def test_only_what_the_law_takes_for_delivered_is_called_so(how: Reached) -> None:
    told = wording.reached(replace(samples.values.PROOFS[0], how=how))

    assert ("считается доставленным" in told) == (how in {Reached.EXPIRED, Reached.REFUSED})
    assert ("вручено" in told) == (how == Reached.DELIVERED)


def test_the_payment_code_names_a_month_only_of_one_month() -> None:
    letter = samples.sample(kind=DocumentKind.NOTICE, is_citizen=True)
    assert isinstance(letter, contexts.Notice)
    one = replace(letter, debts=letter.debts[:1])

    assert "PaymPeriod=" not in qr.payload(qr.requisites_of(letter))
    assert "PaymPeriod=052026" in qr.payload(qr.requisites_of(one))


def test_a_shop_of_a_citizen_pays_for_no_home() -> None:
    letter = samples.sample(kind=DocumentKind.NOTICE, is_citizen=True)
    assert isinstance(letter, contexts.Notice)
    shop = replace(letter, debtor=replace(letter.debtor, is_home=False))

    assert "Оплата ЖКУ" in qr.purpose(letter)
    assert "ЖКУ" not in qr.purpose(shop)
