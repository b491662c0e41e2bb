"""Of the lines of the menu one is lit: that under which the page lies."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from webapp.staff.models import User
from webapp.workplace.views import menu

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("correspondence_message_doubtful", "correspondence_message_doubtful"),
        ("tasks_team", "tasks_team"),
        ("tasks_absences", "tasks_list"),
        ("index", "index"),
    ],
)
def test_one_line_is_lit_on_every_page(page: str, line: str, boss: User) -> None:
    request = RequestFactory().get(reverse(f"admin:{page}"))
    request.user = boss

    lit = [
        item["link"]
        for section in menu.navigation(request)
        for item in section["items"]
        if item["active"]
    ]

    assert lit == [reverse(f"admin:{line}")]
