"""Every address demands a permission: walked as a stranger and as a staff member who has none, by reading and by writing."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from webapp.staff.models import User

pytestmark = pytest.mark.django_db

# open to anybody, each with its reason
OPEN = {
    "root": "only leads to the office",
    "healthz": "says ok and nothing else",
    "admin:login": "the door itself",
    "admin:language": "changes a cookie of the visitor",
}
# open to every staff member: their own desk, password and way out
OPEN_TO_STAFF = {
    "admin:index",
    "admin:app_list",
    "admin:logout",
    "admin:password_change",
    "admin:password_change_done",
    "admin:jsi18n",
    "admin:search",
    "admin:autocomplete",
    "admin:view_on_site",
}
SAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}


def addresses(resolver: URLResolver, prefix: str = "/", namespace: str = "") -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry, prefix + sample(entry), inner)
        elif entry.name or isinstance(entry.pattern, RoutePattern):
            yield f"{namespace}{entry.name}", prefix + sample(entry)


def sample(entry: URLPattern | URLResolver) -> str:
    route = str(entry.pattern)
    if not isinstance(entry.pattern, RoutePattern):
        return "tasks/" if entry.name == "app_list" else route.strip("^$").replace("\\", "")
    for name, converter in entry.pattern.converters.items():
        kind = next(key for key in SAMPLES if type(converter).__name__.lower().startswith(key[:3]))
        route = route.replace(f"<{kind}:{name}>", SAMPLES[kind]).replace(f"<{name}>", SAMPLES[kind])
    return route


def walk(*, apart_from: set[str]) -> list[tuple[str, str]]:
    return [(name, address) for name, address in addresses(get_resolver()) if name not in apart_from]


@pytest.fixture
def stranger() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def newcomer() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create(username="newcomer", is_staff=True), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_led_to_the_door_or_refused(stranger: Client, method: str) -> None:
    let_in = []
    for name, address in walk(apart_from=set(OPEN)):
        answer = getattr(stranger, method)(address)
        led_to_the_door = answer.status_code == 302 and "/login/" in answer["Location"]
        if not led_to_the_door and answer.status_code not in {403, 405}:
            let_in.append(f"{method} {name} {address}: {answer.status_code}")

    assert let_in == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_staff_member_without_permissions_is_refused(newcomer: Client, method: str) -> None:
    let_in = []
    for name, address in walk(apart_from=set(OPEN) | OPEN_TO_STAFF):
        answer = getattr(newcomer, method)(address)
        if answer.status_code not in {403, 405}:
            let_in.append(f"{method} {name} {address}: {answer.status_code}")

    assert let_in == []


def test_the_walk_sees_the_pages_of_the_apps() -> None:
    names = {name for name, _ in walk(apart_from=set())}

    assert {"root", "healthz", "admin:index", "admin:login"} <= names
    assert len(names) > 15
