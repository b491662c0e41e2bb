"""Nobody locks himself out, and somebody remains who lets others in."""

import threading
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from tests import factories
from tests.staff.test_roles import EMPTY_INLINE
from webapp.staff.administrators import administrators
from webapp.staff.models import Role, User

pytestmark = pytest.mark.django_db
RUSSIAN = {"accept-language": "ru"}


@pytest.fixture
def administrator() -> User:
    return factories.create_staff(role=Role.ADMINISTRATOR)


def change(
    person: User, *, by: User, active: bool = True, roles: tuple[Role, ...] = (), **form: str
) -> Any:
    client = Client(headers=RUSSIAN)
    client.force_login(by)
    groups = [Group.objects.get_or_create(name=role)[0].pk for role in roles]
    sent = {"username": person.username, "groups": groups, **EMPTY_INLINE, **form}
    if active:
        sent["is_active"] = "on"
    return client.post(reverse("admin:staff_user_change", args=[person.pk]), sent)


def test_nobody_switches_himself_off(administrator: User) -> None:
    factories.create_staff(role=Role.ADMINISTRATOR)

    page = change(administrator, by=administrator, active=False, roles=(Role.ADMINISTRATOR,))

    administrator.refresh_from_db()
    assert "Свою учётную запись отключить нельзя" in page.content.decode()
    assert administrator.is_active


def test_nobody_takes_the_role_of_administrator_from_himself(administrator: User) -> None:
    factories.create_staff(role=Role.ADMINISTRATOR)

    page = change(administrator, by=administrator, roles=(Role.LAWYER,))

    assert "Роль администратора нельзя снять с себя" in page.content.decode()
    assert administrator.groups.get().name == Role.ADMINISTRATOR


@pytest.mark.parametrize("active", [True, False])
def test_the_last_administrator_who_can_log_in_stays(administrator: User, active: bool) -> None:
    keeper = factories.create_staff(role=Role.LAWYER)
    keeper.user_permissions.set(administrator.groups.get().permissions.all())

    page = change(administrator, by=keeper, active=active, roles=(Role.CREW,))

    administrator.refresh_from_db()
    assert "Это последний администратор" in page.content.decode()
    assert administrators().get() == administrator


def test_one_administrator_of_two_takes_the_other_away(administrator: User) -> None:
    other = factories.create_staff(role=Role.ADMINISTRATOR)

    assert change(other, by=administrator, active=False).status_code == 302

    assert administrators().get() == administrator


def test_an_administrator_changes_his_own_name(administrator: User) -> None:
    role = administrator.groups.get()
    form = {"username": administrator.username, "is_active": "on", "last_name": "Белова"}
    client = Client(headers=RUSSIAN)
    client.force_login(administrator)

    client.post(
        reverse("admin:staff_user_change", args=[administrator.pk]),
        {**form, "groups": [role.pk], **EMPTY_INLINE},
    )

    administrator.refresh_from_db()
    assert administrator.last_name == "Белова"


def test_nobody_is_deleted_or_switched_off_from_the_list(administrator: User) -> None:
    client = Client(headers=RUSSIAN)
    client.force_login(administrator)
    listed = client.get(reverse("admin:staff_user_changelist")).context["cl"]
    asked = RequestFactory().get("/")
    asked.user = administrator

    deleted = client.post(
        reverse("admin:staff_user_delete", args=[administrator.pk]), {"post": "yes"}
    )

    assert deleted.status_code == 403
    assert set(listed.model_admin.get_actions(asked)) == {"forget_telephone"}
    assert not listed.list_editable


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_switch_each_other_off_one_remains() -> None:
    first, second = (factories.create_staff(role=Role.ADMINISTRATOR) for _one in range(2))
    ready = threading.Barrier(2)

    def switch_off(person: User, by: User) -> None:
        ready.wait(timeout=30)
        change(person, by=by, active=False)
        connection.close()

    threads = [
        threading.Thread(target=switch_off, args=pair)
        for pair in ((first, second), (second, first))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert administrators().count() == 1
