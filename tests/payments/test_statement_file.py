"""Every shape of 1CClientBankExchange is read, or refused in words that say what to do."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.payments import bank
from webapp.payments.operations import bank_sections, statement_file
from webapp.payments.operations.movement import Direction


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-8-sig", "cp866", "utf-16"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_every_encoding_and_line_end_is_read_alike(encoding, newline):
    content = bank.statement(
        bank.document(purpose="Оплата л/с 700000001 за июль 2026"),
        encoding=encoding,
        newline=newline,
    )

    file = statement_file.read(content)

    (document,) = file.documents
    assert document.purpose == "Оплата л/с 700000001 за июль 2026"
    assert document.payer_name == "СМИРНОВА АННА ПАВЛОВНА//Г ТВЕРЬ, УЛ МИРА, Д 10//"
    assert document.amount == Decimal("1500.00")
    assert document.direction is Direction.INCOMING
    assert document.moved_on == date(2026, 11, 5)
    assert file.warnings == () and file.refused == ()


@pytest.mark.parametrize("version", ["1.01", "1.02", "1.03"])
def test_known_versions_are_read_without_a_word(version):
    assert statement_file.read(bank.statement(bank.document(), version=version)).warnings == ()


def test_unknown_version_is_read_with_a_warning():
    file = statement_file.read(bank.statement(bank.document(), version="2.00"))

    assert len(file.documents) == 1
    assert "2.00" in file.warnings[0]


def test_document_without_a_kind_is_read():
    (document,) = statement_file.read(bank.statement(bank.document(kind=None))).documents

    assert document.kind == ""


def test_file_without_balance_section_is_read():
    file = statement_file.read(bank.statement(bank.document()))

    assert file.balances == ()
    assert len(file.documents) == 1


def test_document_number_need_not_be_a_number():
    (document,) = statement_file.read(bank.statement(bank.document(number="БА8170433"))).documents

    assert document.number == "БА8170433"


def test_broken_date_in_the_header_is_a_warning():
    file = statement_file.read(bank.statement(bank.document(), start="23.08.201819202122"))

    assert file.period_start is None
    assert len(file.documents) == 1
    assert any("23.08.201819202122" in warning for warning in file.warnings)


def test_inverted_period_is_put_in_order_with_a_warning():
    file = statement_file.read(
        bank.statement(bank.document(), start="10.11.2026", end="05.11.2026")
    )

    assert (file.period_start, file.period_end) == (date(2026, 11, 5), date(2026, 11, 10))
    assert len(file.warnings) == 1


def test_whole_file_with_balances_raises_no_warning():
    content = bank.statement(
        bank.document(),
        bank.outgoing(),
        balances=[bank.balance(received="1500.00", spent="300.00")],
    )

    assert statement_file.read(content).warnings == ()


def test_wrong_closing_balance_is_a_warning():
    content = bank.statement(
        bank.document(), balances=[bank.balance(received="1500.00", closing="9999.00")]
    )

    (warning,) = statement_file.read(content).warnings
    assert "2\xa0500,00" in warning and "9\xa0999,00" in warning


def test_file_cut_between_documents_warns_that_sums_differ():
    whole = bank.statement(
        bank.document(number="1"),
        bank.document(number="2"),
        balances=[bank.balance(received="3000.00")],
        newline="\n",
    )
    cut = whole[
        : whole.index("СекцияДокумент".encode("cp1251"), whole.index("Номер=1".encode("cp1251")))
    ]

    file = statement_file.read(cut)

    assert [document.number for document in file.documents] == ["1"]
    assert any("3\xa0000,00" in warning and "1\xa0500,00" in warning for warning in file.warnings)
    assert len(file.warnings) == 2  # and that there is no end mark


def test_file_cut_inside_a_document_refuses_that_document_by_its_line():
    whole = bank.statement(bank.document(number="1"), bank.document(number="2"))
    cut = whole[
        : whole.index("НазначениеПлатежа".encode("cp1251"), whole.index("Номер=2".encode("cp1251")))
    ]

    file = statement_file.read(cut)

    assert [document.number for document in file.documents] == ["1"]
    (refusal,) = file.refused
    assert refusal.number == "2"
    assert refusal.line == cut.decode("cp1251").split("\r\n").index("Номер=2")
    assert "Сумма=1500.00" in refusal.text


def test_utf8_file_cut_inside_a_letter_is_still_read():
    content = bank.statement(
        bank.document(number="1"), bank.document(number="2", purpose="Ж"), encoding="utf-8"
    )
    cut = content[: content.rindex("Ж".encode()) + 1]

    file = statement_file.read(cut)

    assert [document.number for document in file.documents] == ["1"]
    assert [refusal.number for refusal in file.refused] == ["2"]


def test_document_that_begins_inside_another_refuses_only_the_unfinished_one():
    content = bank.statement(bank.document(number="1", closing=False), bank.document(number="2"))

    file = statement_file.read(content)

    assert [document.number for document in file.documents] == ["2"]
    assert [refusal.number for refusal in file.refused] == ["1"]


def test_outgoing_documents_are_told_from_incoming():
    file = statement_file.read(bank.statement(bank.document(), bank.outgoing()))

    assert [document.direction for document in file.documents] == [
        Direction.INCOMING,
        Direction.OUTGOING,
    ]


@pytest.mark.parametrize(
    ("received", "spent", "payer", "receiver", "direction"),
    [
        ("05.11.2026", "05.11.2026", bank.PAYER_ACCOUNT, bank.OUR_ACCOUNT, Direction.INCOMING),
        ("05.11.2026", "05.11.2026", bank.OUR_ACCOUNT, bank.PAYER_ACCOUNT, Direction.OUTGOING),
        ("05.11.2026", "05.11.2026", bank.OUR_ACCOUNT, bank.OUR_ACCOUNT, Direction.OUTGOING),
        ("", "", bank.PAYER_ACCOUNT, bank.OUR_ACCOUNT, Direction.INCOMING),
    ],
)
def test_when_dates_do_not_tell_the_direction_accounts_do(
    received, spent, payer, receiver, direction
):
    lines = bank.document(
        received=received,
        spent=spent,
        payer_account=payer,
        receiver_account=receiver,
        Дата="05.11.2026",
    )

    (document,) = statement_file.read(bank.statement(lines)).documents

    assert document.direction is direction
    assert document.moved_on == date(2026, 11, 5)


def test_known_accounts_help_when_the_file_names_none():
    lines = bank.document(received="", Дата="05.11.2026")
    content = bank.statement(lines, own=None)

    assert len(statement_file.read(content).refused) == 1
    assert (
        len(statement_file.read(content, own_accounts=frozenset({bank.OUR_ACCOUNT})).documents) == 1
    )


SECOND_ACCOUNT = "40702810900000000002"


@pytest.mark.parametrize("payer", [SECOND_ACCOUNT, bank.OUR_ACCOUNT])
@pytest.mark.parametrize(
    ("received", "spent"), [("05.11.2026", ""), ("", "05.11.2026"), ("05.11.2026", "05.11.2026")]
)
def test_transfer_between_our_accounts_is_no_customers_money(payer, received, spent):
    own = bank.document(
        number="7",
        received=received,
        spent=spent,
        payer_account=payer,
        inn="7705123452",
        ПолучательИНН="7705123452",
    )
    content = bank.statement(
        bank.document(), own, balances=[bank.balance(received="3000.00" if received else "1500.00")]
    )

    file = statement_file.read(content, own_accounts=frozenset({SECOND_ACCOUNT}))

    assert [document.direction for document in file.documents] == [
        Direction.INCOMING,
        Direction.OUTGOING,
    ]
    assert file.warnings == ()


def test_one_supplier_pays_another_as_a_customer():
    lines = bank.document(
        payer_account=SECOND_ACCOUNT, inn="7736050003", ПолучательИНН="7705123452"
    )

    (document,) = statement_file.read(
        bank.statement(lines), own_accounts=frozenset({SECOND_ACCOUNT})
    ).documents

    assert document.direction is Direction.INCOMING


def test_known_accounts_count_beside_those_that_the_file_names():
    lines = bank.document(received="", receiver_account=SECOND_ACCOUNT, Дата="05.11.2026")

    (document,) = statement_file.read(
        bank.statement(lines), own_accounts=frozenset({SECOND_ACCOUNT})
    ).documents

    assert document.direction is Direction.INCOMING


@pytest.mark.parametrize("is_finished", [True, False])
def test_two_statements_joined_into_one_file_are_refused(is_finished):
    content = bank.statement(bank.document(number="1"), finished=is_finished) + bank.statement(
        bank.document(number="2")
    )

    with pytest.raises(bank_sections.UnableToRead, match=r"joined|склеены"):
        statement_file.read(content)


def test_document_after_the_end_mark_is_refused():
    content = bank.statement(bank.document(number="1")) + "\r\n".join(
        [*bank.document(number="2"), ""]
    ).encode("cp1251")

    with pytest.raises(bank_sections.UnableToRead, match=r"joined|склеены"):
        statement_file.read(content)


def test_lines_outside_documents_are_named_in_a_warning():
    lost = bank.document(number="2")[1:]

    file = statement_file.read(bank.statement(bank.document(number="1"), lost))

    assert [document.number for document in file.documents] == ["1"]
    (warning,) = file.warnings
    assert str(file.documents[0].line + len(bank.document())) in warning


def test_control_character_after_the_end_mark_is_nothing():
    assert statement_file.read(bank.statement(bank.document()) + b"\x1a\r\n").warnings == ()


@pytest.mark.parametrize(
    "line", ["Сумма=5000", "НДС=20%", "Номер=7", "НазначениеПлатежа=аванс", "Код = 1"]
)
def test_line_of_a_purpose_that_looks_like_a_key_stays_in_the_purpose(line):
    lines = bank.document(purpose="Оплата", Код="0")
    lines.insert(lines.index("НазначениеПлатежа=Оплата") + 1, line)
    if line.startswith("Код"):
        lines.remove("Код=0")
        lines.insert(1, "Код=0")

    (document,) = statement_file.read(bank.statement(lines)).documents

    assert (document.number, document.amount) == ("101", Decimal("1500.00"))
    assert document.purpose == f"Оплата {line}"


def test_key_after_a_purpose_ends_it():
    lines = bank.document(purpose="Оплата", Очередность="5")

    (document,) = statement_file.read(bank.statement(lines)).documents

    assert document.purpose == "Оплата"


@pytest.mark.parametrize(
    ("kind", "amount"),
    [
        ("Справка", "0.00"),
        ("Справка", ""),
        ("Платежное поручение", "0"),
        ("Выписка", ""),
        ("Банковский ордер", "0,00"),
    ],
)
def test_document_without_money_is_set_aside_and_counted(kind, amount):
    note = bank.document(number="1", kind=kind, amount=amount, received="")

    file = statement_file.read(bank.statement(note, bank.document(number="2")))

    assert [document.number for document in file.documents] == ["2"]
    assert (file.refused, len(file.without_money)) == ((), 1)


@pytest.mark.parametrize(
    ("written", "amount"),
    [("1234.5", "1234.50"), ("1 234,56", "1234.56"), ("12\u00a0345", "12345.00"), (" 7 ", "7.00")],
)
def test_amount_that_can_mean_one_thing_only_is_read(written, amount):
    content = bank.statement(bank.document(amount=written), encoding="utf-8")

    assert statement_file.read(content).documents[0].amount == Decimal(amount)


@pytest.mark.parametrize(
    "amount",
    [
        "",
        "сто",
        "-5.00",
        "NaN",
        "1e40",
        "1e9999999",
        "Infinity",
        "1.234",
        "1,234",
        "1.234.56",
        "1,234.56",
        "1 2345.00",
        "12 34",
        "1'234.56",
        "9" * 400,
    ],
)
def test_unreadable_amount_refuses_the_document(amount):
    file = statement_file.read(
        bank.statement(bank.document(amount=amount), bank.document(number="2"))
    )

    assert [refusal.number for refusal in file.refused] == ["101"]
    assert [document.number for document in file.documents] == ["2"]


@pytest.mark.parametrize("amount", ["1234.56", "1234,56", "1 234.56", "1\xa0234,56"])
def test_amounts_are_read_with_comma_and_spaces(amount):
    (document,) = statement_file.read(bank.statement(bank.document(amount=amount))).documents

    assert document.amount == Decimal("1234.56")


def test_unreadable_date_of_money_refuses_the_document():
    file = statement_file.read(bank.statement(bank.document(received="05/11/2026")))

    assert "05/11/2026" in file.refused[0].message


def test_purpose_of_several_lines_is_joined():
    lines = bank.document(purpose="Оплата")
    lines.insert(-1, "л/с 700000001, без=НДС, сумма = 5")

    (document,) = statement_file.read(bank.statement(lines)).documents

    assert document.purpose == "Оплата л/с 700000001, без=НДС, сумма = 5"


def test_purpose_in_numbered_parts_is_joined():
    lines = bank.document(
        purpose="", НазначениеПлатежа1="Оплата", НазначениеПлатежа2="л/с 700000001"
    )

    (document,) = statement_file.read(bank.statement(lines)).documents

    assert document.purpose == "Оплата л/с 700000001"


@pytest.mark.parametrize(
    ("whole", "parts", "purpose"),
    [
        ("л/с 1 и", ("л/с 1 и", "401000326"), "л/с 1 и 401000326"),
        ("л/с 1 и", ("л/с 1", "и 401000326"), "л/с 1 и 401000326"),
        ("л/с 1", ("л/с 1", "", "и 2"), "л/с 1 и 2"),
        ("л/с 1 и", ("", "л/с 2"), "л/с 1 и л/с 2"),
        ("За свет, л/с 401000326", ("За свет, л/с 4010", "00326"), "За свет, л/с 401000326"),
        ("За свет, л/с 1", ("ЗА СВЕТ Л/С 1",), "За свет, л/с 1"),
        ("За свет, л/с 1", ("За свет",), "За свет, л/с 1"),
        ("За свет, л/с 1", (), "За свет, л/с 1"),
    ],
)
def test_purpose_that_is_whole_or_in_parts_loses_nothing_of_either(whole, parts, purpose):
    numbered = {f"НазначениеПлатежа{index}": part for index, part in enumerate(parts, start=1)}
    lines = bank.document(purpose=whole, **numbered)

    (document,) = statement_file.read(bank.statement(lines)).documents

    assert document.purpose == purpose


def test_payer_is_read_from_the_joined_field_when_others_are_empty():
    lines = bank.document(Плательщик="ИНН 7728168971 ООО Ромашка", Плательщик1="", ПлательщикИНН="")

    (document,) = statement_file.read(bank.statement(lines)).documents

    assert (document.payer_inn, document.payer_name) == ("7728168971", "ООО Ромашка")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \r\n",
        b"PK\x03\x04 a workbook",
        "Лицевой счёт;Сумма".encode(),
        b"\xff\xfe\x00",
        b"1CClientBankExchange\r\n",
    ],
    ids=["empty", "blank", "xlsx", "csv", "bytes", "signature only"],
)
def test_what_is_no_statement_is_refused_as_a_whole(content):
    with pytest.raises(bank_sections.UnableToRead):
        statement_file.read(content)


def test_file_whose_first_line_is_another_format_is_refused():
    with pytest.raises(bank_sections.UnableToRead):
        statement_file.read(
            bank.statement(bank.document()).replace(b"1CClientBankExchange", b"OtherExchange")
        )


def test_file_without_documents_is_read_with_a_warning():
    file = statement_file.read(bank.statement())

    assert file.documents == ()
    assert len(file.warnings) == 1


@settings(max_examples=60, deadline=None)
@given(
    cut=st.floats(min_value=0.3, max_value=1),
    encoding=st.sampled_from(["cp1251", "utf-8", "cp866"]),
)
def test_nothing_is_lost_wherever_the_file_is_cut(cut, encoding):
    documents = [
        bank.document(number=str(number), amount=f"{number}00.00") for number in range(1, 9)
    ]
    whole = bank.statement(
        *documents, balances=[bank.balance(received="3600.00")], encoding=encoding
    )
    part = whole[: int(len(whole) * cut)]

    file = statement_file.read(part)

    begun = part.decode(encoding, errors="replace").count("СекцияДокумент=")
    assert len(file.documents) + len(file.refused) >= begun
    if len(file.documents) < len(documents):
        assert file.warnings


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("-50.00", "не больше нуля"),
        ("99999999999999.00", "слишком велика"),
        ("сто", "не читается"),
    ],
)
def test_a_sum_that_cannot_be_is_refused_with_its_own_reason(amount, said):
    file = statement_file.read(bank.statement(bank.document(amount=amount)))

    (refused,) = file.refused
    assert said in refused.message
