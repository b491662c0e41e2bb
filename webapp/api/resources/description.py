"""The description of the API, for programs."""

from typing import ClassVar, NoReturn

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from webapp.api.protocol import asked
from webapp.api.protocol.described import description
from webapp.api.protocol.resource import Resource


@extend_schema(exclude=True)
class Description(Resource):
    """OpenAPI, in JSON. Any token that holds reads it."""

    permission_classes: ClassVar = [IsAuthenticated]

    def get(self, request: Request) -> Response:
        """Return the description."""
        asked.refuse_unknown(request, set())
        return Response(description())


class NotHere(Resource):
    """Every address of the API that is none, however it is asked."""

    def http_method_not_allowed(
        self, request: Request, *args: object, **kwargs: object
    ) -> NoReturn:
        """Say that there is nothing."""
        raise Http404
