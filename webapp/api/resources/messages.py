"""Messages: each transmission of a paper or a word to a customer, and what became of it."""

import django_filters
from django.db.models import QuerySet
from rest_framework import serializers

from webapp.api.models import Scope
from webapp.api.protocol.access import Access
from webapp.api.protocol.resource import OneRow, RowList
from webapp.correspondence import queries as correspondence
from webapp.correspondence.models import Message

_READ = {"GET": Access(Scope.MESSAGES_READ, ("correspondence.view_message",))}


class MessageSerializer(serializers.Serializer):
    """One transmission by one channel."""

    id = serializers.IntegerField()
    channel = serializers.CharField()
    recipient = serializers.CharField(allow_blank=True)
    status = serializers.ChoiceField(choices=Message.Status.choices)
    account = serializers.CharField(source="account.number", allow_null=True, default=None)
    document = serializers.IntegerField(source="document_id", allow_null=True)
    sent_on = serializers.DateField(allow_null=True)
    delivered_on = serializers.DateField(allow_null=True)


class MessageFilters(django_filters.FilterSet):
    """What the list may be asked for."""

    channel = django_filters.CharFilter()
    account = django_filters.CharFilter("account__number")
    status = django_filters.ChoiceFilter(choices=Message.Status.choices)


class Messages(RowList):
    """The messages that the owner of the token sees, the newest first."""

    access = _READ
    queryset = Message.objects.none()
    serializer_class = MessageSerializer
    filterset_class = MessageFilters

    def get_queryset(self) -> QuerySet[Message]:
        """Return them as the list of the office does."""
        return correspondence.messages_page(user=self.caller)


class OneMessage(OneRow):
    """One message."""

    access = _READ
    queryset = Message.objects.none()
    serializer_class = MessageSerializer

    def get_queryset(self) -> QuerySet[Message]:
        """Return those that the owner of the token sees."""
        return correspondence.messages_page(user=self.caller)
