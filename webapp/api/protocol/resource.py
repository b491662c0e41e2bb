"""What all resources share: the language of the caller, the limits, the order of the questions
asked of a call.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation.trans_real import parse_accept_lang_header
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.views import APIView

from webapp.api.protocol import asked, limits, pages
from webapp.api.protocol.access import Access
from webapp.staff.models import User


class OnlyJson(BaseContentNegotiation):
    """Answers are JSON whatever a caller accepts; what is sent is read by its stated kind."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """Return what reads this kind of content; nothing when it is not read here."""
        stated = request.content_type or ""
        kind, _semicolon, _rest = stated.partition(";")
        by_kind = {parser.media_type: parser for parser in parsers}
        return by_kind.get(kind.strip().lower())

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        """Return JSON."""
        return renderers[0], renderers[0].media_type


class Resource(APIView):
    """One address of the API.

    ``access`` says what each of its methods demands of a token and of its owner.
    """

    access: ClassVar[Mapping[str, Access]] = {}
    content_negotiation_class = OnlyJson
    http_method_names: ClassVar = ["get", "head", "post", "put", "patch", "delete"]

    @property
    def caller(self) -> User:
        """Return the member of staff in whose name the program calls."""
        user = self.request.user
        assert isinstance(user, User)
        return user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer in the language that the caller asks for."""
        spoken = language_of(request)
        with translation.override(spoken):
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        headers = response.headers
        headers["Content-Language"] = spoken
        headers["Vary"] = "Accept-Language, Authorization"
        headers.setdefault("Cache-Control", "no-store")
        return response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Count the address, then ask who calls and whether it is open to them."""
        address = request.META.get("REMOTE_ADDR", "")
        limits.count_address(address, now=timezone.now())
        length = request.META.get("CONTENT_LENGTH")
        limits.refuse_large(length)
        super().initial(request, *args, **kwargs)

    def check_throttles(self, request: Request) -> None:
        """Count the token."""
        limits.count_token(request.auth.pk, now=timezone.now())


class OneRow(Resource, RetrieveAPIView):
    """One row, named in the address; 404 when the owner of the token does not see it."""


class RowList(Resource, ListAPIView):
    """Rows that the owner of the token sees, page by page.

    A parameter that nobody knows is refused, not passed over.
    """

    pagination_class = pages.Pages
    filter_backends = (DjangoFilterBackend,)
    filterset_class: Any = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what is not asked here."""
        super().initial(request, *args, **kwargs)
        known = {pages.CURSOR, pages.LIMIT}
        if self.filterset_class is not None:
            known |= set(self.filterset_class.base_filters)
        asked.refuse_unknown(request, known)


def language_of(request: HttpRequest) -> str:
    """Return the first language of the caller that we speak; Russian when there is none.

    Cookies say nothing here.

    >>> from django.test import RequestFactory
    >>> language_of(RequestFactory().get("/", headers={"accept-language": "de, en-US;q=0.8"}))
    'en'
    """
    spoken = dict(settings.LANGUAGES)
    asked_for = request.headers.get("Accept-Language", "")
    for code, _weight in parse_accept_lang_header(asked_for):
        short = code.partition("-")[0]
        if short in spoken:
            return short
    return settings.LANGUAGE_CODE
