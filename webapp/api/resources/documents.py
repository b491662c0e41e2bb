"""Papers: the list, one of them, its file."""

from io import BytesIO
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from documents import pdf
from webapp.api.models import Scope
from webapp.api.protocol import asked
from webapp.api.protocol.access import Access
from webapp.api.protocol.problems import Code, Problem
from webapp.api.protocol.resource import OneRow, Resource, RowList
from webapp.correspondence import queries as correspondence
from webapp.correspondence.models import Document
from webapp.correspondence.operations import pdfs
from webapp.correspondence.queries import refusals

_READ = {"GET": Access(Scope.DOCUMENTS_READ, ("correspondence.view_document",))}
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class DocumentSerializer(serializers.Serializer):
    """A numbered paper with the sums printed on it."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    title = serializers.SerializerMethodField()
    number = serializers.CharField()
    dated = serializers.DateField()
    status = serializers.ChoiceField(choices=Document.Status.choices)
    account = serializers.CharField(source="account.number", allow_null=True, default=None)
    debt = serializers.DecimalField(max_digits=14, decimal_places=2)
    penalty = serializers.DecimalField(max_digits=14, decimal_places=2)
    state_duty = serializers.DecimalField(max_digits=14, decimal_places=2)

    def get_title(self, document: Any) -> str:
        """Return what the kind of paper is called."""
        return correspondence.title_of(document)


class DocumentFilters(django_filters.FilterSet):
    """What the list may be asked for."""

    number = django_filters.CharFilter()
    kind = django_filters.CharFilter()
    account = django_filters.CharFilter("account__number")
    status = django_filters.ChoiceFilter(choices=Document.Status.choices)


class Documents(RowList):
    """The papers that the owner of the token sees, the newest first."""

    access = _READ
    queryset = Document.objects.none()
    serializer_class = DocumentSerializer
    filterset_class = DocumentFilters

    def get_queryset(self) -> QuerySet[Document]:
        """Return them without their bytes."""
        return correspondence.documents_page(user=self.caller)


class OneDocument(OneRow):
    """One paper."""

    access = _READ
    queryset = Document.objects.none()
    serializer_class = DocumentSerializer

    def get_queryset(self) -> QuerySet[Document]:
        """Return those that the owner of the token sees."""
        return correspondence.documents_page(user=self.caller)


class _File(Resource):
    """The bytes of a paper that the owner of the token sees."""

    access = _READ

    def document(self, request: Request, pk: int) -> Document:
        """Return the paper."""
        asked.refuse_unknown(request, set())
        seen = correspondence.visible_documents(user=self.caller)
        return get_object_or_404(seen.select_related("docx", "pdf"), pk=pk)

    def send(self, content: bytes, document: Document, kind: str) -> FileResponse:
        """Return the bytes under the number of the paper."""
        suffix = "pdf" if kind == PDF else "docx"
        name = f"{document.number}.{suffix}".replace("/", "-")
        stream = BytesIO(content)
        return FileResponse(stream, content_type=kind, as_attachment=True, filename=name)


class Pdf(_File):
    """A paper to be read and printed."""

    @extend_schema(responses={(200, PDF): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: int) -> FileResponse:
        """Return the PDF: the same bytes as were sent to the customer."""
        document = self.document(request, pk)
        try:
            content = pdfs.pdf_of(document)
        except pdf.UnableToConvert as error:
            raise Problem(Code.REFUSED, refusals.in_words(error)) from error
        return self.send(content, document, PDF)


class Docx(_File):
    """A paper to be opened in Word."""

    @extend_schema(responses={(200, DOCX): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: int) -> FileResponse:
        """Return the DOCX."""
        document = self.document(request, pk)
        return self.send(bytes(document.docx.content), document, DOCX)
