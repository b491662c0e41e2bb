"""A registry brings no customer who is reached at our own address or number."""

import pytest

from tests import factories
from tests.billing import registries
from webapp.parties.models import Contact
from webapp.payments.uploads import DEBTS
from webapp.uploads import operations as uploads

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def supplier():
    return factories.create_supplier(email="dolg@vdes.example", phone="8 (473) 200-00-01")


def load(column, value, *, good_rows_only=True):
    cells = list(registries.ANNA)
    cells[column] = value
    return uploads.load(
        kind=DEBTS,
        file_name="dolg.csv",
        content=registries.csv(registries.row(of=tuple(cells))),
        by=None,
        today=factories.TODAY,
        good_rows_only=good_rows_only,
    )


@pytest.mark.parametrize(
    ("column", "title", "value"),
    [
        (6, "E-mail", "dolg@vdes.example"),
        (6, "E-mail", "anna@example.com; Dolg+1@VDES.example"),
        (7, "Телефон", "8 (473) 200-00-01"),
        (7, "Телефон", "+7 916 123-45-67, 4732000001"),
    ],
)
def test_a_row_with_our_contact_is_refused_with_the_cell_and_the_remedy(column, title, value):
    (error,) = load(column, value).errors

    assert (error.row, error.column) == (2, title)
    assert "Очистите" in error.message
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("column", "value"),
    [(6, "dolg@other.example"), (7, "8 (473) 200-00-02"), (7, "8 916 200-00-01")],
)
def test_a_row_with_a_contact_like_ours_is_loaded(column, value):
    assert load(column, value).errors == ()
