"""``istok import``: what it prints, and the exit code a script can rely on."""

from io import BytesIO, StringIO

import pytest
import python_calamine
from django.core.management import CommandError, call_command

from tests import factories
from tests.payments import bank
from webapp.payments.models import Payment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def debtor():
    factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
    return factories.create_debtor(number="700000001")


@pytest.fixture
def statement(tmp_path):
    def write(*documents, **fields):
        file = tmp_path / "kl_to_1c.txt"
        file.write_bytes(bank.statement(*documents, **fields))
        return str(file)

    return write


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("import", *arguments, stdout=out, stderr=err, no_color=True)
    return out.getvalue(), err.getvalue()


def test_statement_is_loaded_and_reported_in_russian(statement):
    out, _err = run(
        "statement",
        statement(bank.document(number="1", purpose="л/с 700000001"), bank.document(number="2")),
    )

    assert "Разнесено платежей: 1 (1\xa0500,00 ₽)" in out
    assert "В очереди невыясненных: 1 (1\xa0500,00 ₽)" in out
    assert Payment.objects.count() == 2


def test_second_load_says_that_nothing_changed(statement):
    file = statement(bank.document(purpose="л/с 700000001"))
    run("statement", file)

    out, _err = run("statement", file)

    assert "загружен раньше" in out
    assert Payment.objects.count() == 1


def test_refused_documents_stop_the_load_and_go_to_the_report(statement, tmp_path):
    file, report = (
        statement(bank.document(number="1"), bank.document(number="2", amount="сто")),
        tmp_path / "report.xlsx",
    )

    with pytest.raises(CommandError, match="Ничего не загружено"):
        run("statement", file, "--report", str(report))

    rows = (
        python_calamine.CalamineWorkbook.from_filelike(BytesIO(report.read_bytes()))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert rows[1][1] == "2" and "сто" in rows[1][2]
    assert Payment.objects.count() == 0


def test_good_rows_are_loaded_when_asked(statement):
    _out, err = run(
        "statement",
        statement(bank.document(number="1"), bank.document(number="2", amount="сто")),
        "--good-rows",
    )

    assert "сто" in err
    assert Payment.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", "Лицевой счёт;Сумма".encode("cp1251")])
@pytest.mark.parametrize("what", ["statement", "debts"])
def test_wrong_file_is_refused_in_words(tmp_path, what, content):
    file = tmp_path / "wrong.txt"
    file.write_bytes(content)

    with pytest.raises(CommandError) as refusal:
        run(what, str(file))

    assert any("а" <= letter <= "я" for letter in str(refusal.value))


def test_missing_file_is_refused_in_words(tmp_path):
    with pytest.raises(CommandError, match="Не удалось прочитать"):
        run("statement", str(tmp_path / "absent.txt"))
