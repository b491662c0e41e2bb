"""Schemes on their screens: for whom they are, and when debts are looked through at night."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from webapp.audit.models import Entry
from webapp.recovery.models import Scheme
from webapp.recovery.operations import sweep
from webapp.staff.models import Role, User

pytestmark = pytest.mark.django_db

LogIn = Callable[..., Client]


def test_whom_a_scheme_is_for_is_said_on_its_screen(boss: User, log_in: LogIn) -> None:
    usual, here = Scheme.objects.get(code="persons"), factories.create_district()
    client, page = log_in(boss), reverse("admin:recovery_scheme", args=[usual.pk])
    given = {"aim": "1", "kinds": ["PERSON"], "district": [str(here.pk)]}

    asked = client.get(page, {"aim": "1"}).content.decode()
    silent = client.post(page, given).content.decode()
    assert "все районы" in asked and "Для кого схема" in client.get(page).content.decode()
    assert "ik-errors" in silent and not usual.limits.exists()

    client.post(page, given | {"reason": "Только здесь"})

    assert [limit.district for limit in usual.limits.all()] == [here]
    assert f"; {here}" in client.get(page).content.decode()
    assert log_in(Role.LAWYER).post(page, given).status_code == 403


def test_the_hour_is_chosen_on_the_screen_of_schemes_by_whoever_may_change_them(
    boss: User, log_in: LogIn
) -> None:
    client, page = log_in(boss), reverse("admin:recovery_schemes")

    assert "Ночной отбор начинается" in client.get(page).content.decode()
    assert client.post(page, {"hour": "25"}).status_code == 200
    client.post(page, {"hour": "3"})

    assert sweep.plan().hour == 3
    entry = Entry.objects.get(name="recovery.sweep.hour-chosen")
    assert (entry.actor, entry.details) == (boss, {"hour": "03:00", "former_hour": "06:00"})
    assert log_in(Role.LAWYER).post(page, {"hour": "5"}).status_code == 403
