"""Every address demands a permission: walked as a stranger and as a staff member who has none, by reading and by writing."""

from collections.abc import Iterator

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from webapp.processes import registry
from webapp.processes.forms import pausing
from webapp.staff.models import User

pytestmark = pytest.mark.django_db

# open to anybody, each with its reason
OPEN = {
    "root": "only leads to the office",
    "healthz": "says ok and nothing else",
    "calendar_feed": "its address is the secret: any other is no page at all",
    "admin:login": "the door itself",
    "admin:logout": "the way out",
    "admin:language": "changes a cookie of the visitor",
}
# open to every staff member: their own desk, password and way out
OPEN_TO_STAFF = {
    "admin:index",
    "admin:app_list",
    "admin:password_change",
    "admin:password_change_done",
    "admin:jsi18n",
    "admin:search",
    "admin:autocomplete",
    "admin:workplace_calculators",  # arithmetic of the law on what a person types in: it shows nobody's data
    "admin:oversight_preferences",  # what a person chooses for the own desk
    "admin:oversight_card",  # the card on the own desk, put away
    "admin:second_factor",  # one's own telephone
    "admin:api_guide",  # what the program can be asked for, without a word of data
    "admin:api_schema",
}
# where a part of the address is one of a few words, each of them is walked
WORDS = {
    "action": tuple(
        sorted({code for pages in registry.pages() for code in pausing.actions(pages)})
    ),
}
SAMPLES = {
    "int": "1",
    "str": "x",
    "slug": "x",
    "uuid": "00000000-0000-0000-0000-000000000000",
    "path": "x",
}


def addresses(
    resolver: URLResolver, prefix: str = "/", namespace: str = ""
) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            for sample in samples(entry):
                yield from addresses(entry, prefix + sample, inner)
        elif entry.name or isinstance(entry.pattern, RoutePattern):
            yield from ((f"{namespace}{entry.name}", prefix + sample) for sample in samples(entry))


def samples(entry: URLPattern | URLResolver) -> list[str]:
    route = str(entry.pattern)
    if not isinstance(entry.pattern, RoutePattern):
        return ["tasks/" if entry.name == "app_list" else route.strip("^$").replace("\\", "")]
    routes = [route]
    for name, converter in entry.pattern.converters.items():
        kind = next(key for key in SAMPLES if type(converter).__name__.lower().startswith(key[:3]))
        words = WORDS.get(name, (SAMPLES[kind],))
        routes = [
            one.replace(f"<{kind}:{name}>", word).replace(f"<{name}>", word)
            for one in routes
            for word in words
        ]
    return routes


def is_refused(client: Client, name: str, answer: HttpResponseBase) -> bool:
    """Refused here, or led on to an address that refuses; Django's history of a missing object leads to the person's own desk."""
    if answer.status_code == 302 and answer.headers["Location"].startswith("/office/"):
        return (
            answer.headers["Location"] == "/office/"
            if name.endswith("_history")
            else client.get(answer.headers["Location"]).status_code == 403
        )
    return answer.status_code in {401, 403, 405}


def walk(*, apart_from: set[str]) -> list[tuple[str, str]]:
    return [
        (name, address) for name, address in addresses(get_resolver()) if name not in apart_from
    ]


@pytest.fixture
def stranger() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def newcomer() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(
        User.objects.create(username="newcomer", is_staff=True),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_led_to_the_door_or_refused(stranger: Client, method: str) -> None:
    let_in = []
    for name, address in walk(apart_from=set(OPEN)):
        answer = getattr(stranger, method)(address)
        led_to_the_door = answer.status_code == 302 and "/login/" in answer["Location"]
        if not led_to_the_door and answer.status_code not in {401, 403, 405}:
            let_in.append(f"{method} {name} {address}: {answer.status_code}")

    assert not let_in, "\n".join(let_in)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_staff_member_without_permissions_is_refused(newcomer: Client, method: str) -> None:
    let_in = []
    for name, address in walk(apart_from=set(OPEN) | OPEN_TO_STAFF):
        answer = getattr(newcomer, method)(address)
        if not is_refused(newcomer, name, answer):
            let_in.append(f"{method} {name} {address}: {answer.status_code}")

    assert not let_in, "\n".join(let_in)


def test_the_walk_sees_the_pages_of_the_apps() -> None:
    names = {name for name, _ in walk(apart_from=set())}

    assert {"root", "healthz", "admin:index", "admin:login"} <= names
    assert len(names) > 15
