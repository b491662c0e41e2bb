"""Whichever door a text comes in by, the same signs are dropped from it and the same are refused."""

import pytest
from django.core.exceptions import ValidationError

from webapp.parties.queries import requisites
from webapp.staff.forms import MoneyField, TextField
from webapp.uploads.tables import cells
from webapp.uploads.tables.cells import BadCell

READ = {
    "Смир\u00adнова": "Смирнова",
    "\ufeffАО «Исток»": "АО «Исток»",
    "Пе\u200bтров": "Петров",
    "пр\u2060. Мира": "пр. Мира",
    "Андрееви\u0438\u0306": "Андреевий",
    "кв. 5\u00a0а": "кв. 5\u00a0а",
}
REFUSED = {
    "control": "Иванов\x00",
    "of a printer": "\x1b[2J",
    "turned round": "\u202eвонавИ",
    "turned apart": "Иванов\u2066",
    "lost": "Иван\ufffdв",
    "bullet of Word": "\uf0b7 позвонить",
    "between lines": "Иванов\ufff9",
    "tag": "Иванов\U000e0041",
}


@pytest.mark.parametrize(("written", "read"), READ.items())
def test_a_form_and_a_registry_read_the_same(written: str, read: str) -> None:
    assert TextField().clean(written) == read
    assert cells.visible(written) == read


@pytest.mark.parametrize("written", REFUSED.values(), ids=REFUSED.keys())
def test_a_form_a_registry_and_a_requisite_refuse_the_same(written: str) -> None:
    with pytest.raises(ValidationError) as in_form:
        TextField().clean(written)
    with pytest.raises(BadCell) as in_registry:
        cells.visible(written)
    with pytest.raises(requisites.InvalidRequisite) as in_requisite:
        requisites.kpp(written)

    [told] = in_form.value.messages
    assert "U+" in told or "\ufffd" in told
    assert told in str(in_registry.value)
    assert told == str(in_requisite.value)


def test_a_text_of_several_lines_keeps_them() -> None:
    assert TextField().clean("обещал\r\nв пятницу\tутром") == "обещал\r\nв пятницу\tутром"


@pytest.mark.parametrize("written", ["1\u200b234,56", "\ufeff1 234,56", "1\u00a0234.56"])
def test_a_sum_that_was_copied_is_read(written: str) -> None:
    assert str(MoneyField().clean(written)) == "1234.56"


@pytest.mark.parametrize("written", ["\u202e12", "12\x00", "1\ufffd2"])
def test_a_sum_that_may_read_otherwise_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField().clean(written)
