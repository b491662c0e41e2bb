"""Programs that call: each with a token of somebody, and what that somebody sees."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils import timezone

from tests import factories
from webapp.api.models import Scope
from webapp.api.operations import tokens
from webapp.staff import operations as staff
from webapp.staff.models import Role, User

MORNING = datetime(2026, 3, 2, 6, tzinfo=UTC)


@dataclass
class Program:
    """A program of somebody else, with its token."""

    secret: str
    language: str = "en"
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def headers(self) -> dict[str, str]:
        lets_in = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        return {**lets_in, "Accept-Language": self.language}

    def get(self, address: str, **query: Any) -> Any:
        return self.client.get(address, query, headers=self.headers())

    def post(self, address: str, sent: Any, *, key: str | None = None) -> Any:
        headers = {**self.headers(), "Idempotency-Key": key or uuid4().hex}
        return self.client.post(
            address, json.dumps(sent), content_type="application/json", headers=headers
        )

    def ask(self, method: str, address: str) -> HttpResponseBase:
        headers = {**self.headers(), "Idempotency-Key": uuid4().hex}
        return self.client.generic(
            method, address, "{}", content_type="application/json", headers=headers
        )


@pytest.fixture
def morning(db: None) -> None:
    """It is the morning of the second of March 2026."""
    cache.clear()
    staff.set_clock(business_at=MORNING, rate=1.0)


def secret_of(owner: User, *scopes: str, days: int = 30) -> str:
    """Return the secret of a new token; of one that opens everything when no scope is named."""
    _token, secret = tokens.give(
        owner=owner,
        title="Касса",
        scopes=scopes or Scope.values,
        days=days,
        by=None,
        now=timezone.now(),
    )
    return secret


@pytest.fixture
def program(morning: None) -> Callable[..., Program]:
    """Return a program of somebody of a role, whose token opens everything unless scopes are named."""

    def of(owner: User | Role = Role.ADMINISTRATOR, *scopes: str, **segment: Any) -> Program:
        person = owner if isinstance(owner, User) else factories.create_staff(role=owner, **segment)
        return Program(secret_of(person, *scopes))

    return of
