"""Accounts, and what is owed on them."""

from datetime import date

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from webapp.api.models import Scope
from webapp.api.protocol import asked
from webapp.api.protocol.access import Access
from webapp.api.protocol.resource import OneRow, Resource, RowList
from webapp.billing.models import Charge
from webapp.contracts import queries as contracts
from webapp.contracts.models import Account
from webapp.parties.models import Party
from webapp.payments.queries import balances
from webapp.staff import queries as staff
from webapp.staff.models import User

_READ = {"GET": Access(Scope.ACCOUNTS_READ, ("contracts.view_account",))}
_READ_DEBT = {"GET": Access(Scope.ACCOUNTS_READ, ("contracts.view_account", "billing.view_charge"))}


class CustomerSerializer(serializers.Serializer):
    """Who pays."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Party.Kind.choices)
    name = serializers.CharField()


class AccountSerializer(serializers.Serializer):
    """An account: a customer's relation to a supplier at one address."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    customer = CustomerSerializer(source="party")
    address = serializers.CharField(source="premises.address")
    district = serializers.CharField(source="premises.building.street.district.code")
    contract = serializers.CharField(source="contract.number", allow_null=True, default=None)
    supplier_inn = serializers.CharField(source="supplier.inn")
    opened_on = serializers.DateField()
    closed_on = serializers.DateField(allow_null=True)
    is_disconnected = serializers.BooleanField()


class AccountFilters(django_filters.FilterSet):
    """What the list may be asked for."""

    number = django_filters.CharFilter()
    customer_kind = django_filters.ChoiceFilter("party__kind", choices=Party.Kind.choices)
    district = django_filters.CharFilter("premises__building__street__district__code")


class Accounts(RowList):
    """The accounts that the owner of the token sees, the newest first."""

    access = _READ
    queryset = Account.objects.none()
    serializer_class = AccountSerializer
    filterset_class = AccountFilters

    def get_queryset(self) -> QuerySet[Account]:
        """Return them with what the answer names."""
        return _seen_by(self.caller)


class OneAccount(OneRow):
    """One account."""

    access = _READ
    queryset = Account.objects.none()
    serializer_class = AccountSerializer

    def get_queryset(self) -> QuerySet[Account]:
        """Return those that the owner of the token sees."""
        return _seen_by(self.caller)


class ChargeSerializer(serializers.Serializer):
    """A month of a service, or what a court awarded: charged, paid, left."""

    period = serializers.DateField()
    service = serializers.CharField(source="service.code")
    kind = serializers.ChoiceField(choices=Charge.Kind.choices)
    amount = serializers.DecimalField(max_digits=14, decimal_places=2)
    paid = serializers.DecimalField(max_digits=14, decimal_places=2)
    debt = serializers.DecimalField(max_digits=14, decimal_places=2)
    due_date = serializers.DateField()


class BalanceSerializer(serializers.Serializer):
    """What an account owes on a day: all unpaid charges, and the last twelve months."""

    on = serializers.DateField()
    debt = serializers.DecimalField(max_digits=14, decimal_places=2)
    overdue = serializers.DecimalField(max_digits=14, decimal_places=2)
    overdue_months = serializers.IntegerField(source="periods")
    advance = serializers.DecimalField(max_digits=14, decimal_places=2)
    charges = ChargeSerializer(source="lines", many=True)


class Balance(Resource):
    """What an account owes on a day; today unless ``on`` names another."""

    access = _READ_DEBT

    @extend_schema(
        parameters=[OpenApiParameter("on", date, description="A day: 2026-11-16")],
        responses=BalanceSerializer,
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return the debt of an account."""
        accounts = contracts.visible_accounts(user=self.caller)
        account = get_object_or_404(accounts, pk=pk)
        asked.refuse_unknown(request, {"on"})
        today = staff.today()
        day = asked.day(request, "on", today=today)
        balance = balances.of_account(account=account, on=day)
        told = BalanceSerializer(balance)
        return Response(told.data)


def _seen_by(user: User) -> QuerySet[Account]:
    """Return the accounts that somebody sees, with what the answers name."""
    accounts = contracts.visible_accounts(user=user)
    return contracts.with_address(accounts=accounts)
