"""Payment notices of agents, and bank statements, through the same operations as on the screen."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from webapp.api.models import Scope
from webapp.api.protocol.access import Access
from webapp.api.protocol.described import FaultSerializer
from webapp.api.protocol.problems import Code, Fault, Problem
from webapp.api.protocol.repeats import Deed
from webapp.api.protocol.sent import Sent
from webapp.api.protocol.words import Money, Words
from webapp.contracts import queries as contracts
from webapp.payments import operations
from webapp.payments.forms import FILE_BYTES_MAX
from webapp.payments.models import Payment
from webapp.staff import queries as staff

NOTICES_MAX = 1000
_NOTICES = {"POST": Access(Scope.PAYMENTS_LOAD, ("payments.identify_payment",))}
_STATEMENTS = {"POST": Access(Scope.PAYMENTS_LOAD, ("payments.load_statement",))}


class NoticeSerializer(Sent):
    """A payment that was taken in for an account. ``reference`` is the sender's own name of it."""

    reference = serializers.RegexField(r"^[!-~]{1,100}$")
    account = Words(max_length=30)
    amount = Money()
    paid_on = serializers.DateField()
    document_number = Words(max_length=40, required=False)
    payer_name = Words(max_length=300, required=False)
    purpose = Words(max_length=500, required=False)


class NoticesSerializer(Sent):
    """Notices to post: all of them or none, unless ``good_rows_only``."""

    payments = NoticeSerializer(many=True, allow_empty=False, max_length=NOTICES_MAX)
    good_rows_only = serializers.BooleanField(default=False)


class PostedSerializer(serializers.Serializer):
    """A payment that was posted."""

    id = serializers.IntegerField()
    account = serializers.CharField(source="account.number")
    amount = Money()
    paid_on = serializers.DateField()


class WaitingSerializer(serializers.Serializer):
    """A payment that may be one that is there already: a person decides, and posts it."""

    id = serializers.IntegerField()
    account = serializers.CharField(source="account_said")
    amount = Money()
    paid_on = serializers.DateField()
    detail = serializers.SerializerMethodField()

    def get_detail(self, payment: Payment) -> str:
        """Say what it may be."""
        if payment.looks_like is None:
            return _("A registry may have told it as paid: a person looks whether it is another.")
        return _("It may be payment %(payment)s: a person looks whether it is another.") % {
            "payment": payment.looks_like
        }


class TakenSerializer(serializers.Serializer):
    """What came of notices: posted now, left for a person to look at, known before, refused."""

    posted = PostedSerializer(many=True)
    waiting = WaitingSerializer(many=True)
    repeated = serializers.IntegerField()
    errors = FaultSerializer(many=True)


class Payments(Deed):
    """Payments that an agent tells of: a bank's cash desk, a terminal, a portal."""

    access = _NOTICES

    @extend_schema(request=NoticesSerializer, responses={201: TakenSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Post payments to accounts; a notice of a known reference changes nothing."""
        return super().post(request, **kwargs)

    def perform(self, request: Request, **kwargs: Any) -> Response:
        """Post them within the segment of the owner of the token."""
        asked = NoticesSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        try:
            taken = operations.take_notices(
                notices=[operations.Notice(**notice) for notice in given["payments"]],
                accounts=contracts.visible_accounts(user=self.caller),
                by=self.caller,
                today=staff.today(),
                good_rows_only=given["good_rows_only"],
            )
        except operations.UnableToTake as error:
            code = Code.ROWS_REFUSED if error.errors else Code.REFUSED
            raise Problem(
                code,
                str(error),
                faults=_faults(error.errors),
            ) from error
        told = TakenSerializer(
            {
                "posted": taken.posted,
                "waiting": taken.waiting,
                "repeated": taken.repeated,
                "errors": _faults(taken.errors),
            }
        )
        return Response(told.data, status=201)


class StatementFileSerializer(Sent):
    """A bank statement: 1CClientBankExchange, up to 20 MB."""

    file = serializers.FileField()
    good_rows_only = serializers.BooleanField(default=False)


class StatementSerializer(serializers.Serializer):
    """What a statement brought. A file that was loaded before changes nothing."""

    statement = serializers.IntegerField(source="statement_id", allow_null=True)
    was_loaded_before = serializers.BooleanField()
    documents = serializers.IntegerField()
    posted = serializers.IntegerField()
    posted_amount = Money()
    unidentified = serializers.IntegerField()
    unidentified_amount = Money()
    repeated = serializers.IntegerField()
    outgoing = serializers.IntegerField()
    warnings = serializers.ListField(child=serializers.CharField())
    errors = FaultSerializer(many=True, source="faults")


class Statements(Deed):
    """Bank statements: payments are posted where their account is found, the others wait."""

    access = _STATEMENTS
    parser_classes = (MultiPartParser,)

    @extend_schema(
        request={"multipart/form-data": StatementFileSerializer},
        responses={201: StatementSerializer},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Load a statement: all of its documents or none, unless ``good_rows_only``."""
        return super().post(request, **kwargs)

    def perform(self, request: Request, **kwargs: Any) -> Response:
        """Load it by the operation of the screen."""
        asked = StatementFileSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        file = asked.validated_data["file"]
        if file.size > FILE_BYTES_MAX:
            raise Problem(Code.TOO_LARGE, str(Code.TOO_LARGE.label))
        try:
            report: Any = operations.load_statement(
                file_name=file.name,
                content=file.read(),
                by=self.caller,
                today=staff.today(),
                good_rows_only=asked.validated_data["good_rows_only"],
            )
        except operations.UnableToRead as error:
            raise Problem(Code.INVALID, str(error)) from error
        except operations.UnableToLoad as error:
            raise Problem(Code.REFUSED, str(error)) from error
        faults = _refused(report.errors)
        if report.statement_id is None:
            raise Problem(Code.ROWS_REFUSED, str(Code.ROWS_REFUSED.label), faults=faults)
        told = StatementSerializer({**_facts(report), "faults": faults})
        return Response(told.data, status=201)


def _facts(report: operations.StatementReport) -> dict[str, Any]:
    names = [field.source for field in StatementSerializer().fields.values()]
    return {name: getattr(report, name) for name in names if hasattr(report, name)}


def _faults(errors: Iterable[operations.NoticeError]) -> list[Fault]:
    return [Fault(error.message, error.field, error.row, error.value) for error in errors]


def _refused(errors: Iterable[operations.Refusal]) -> list[Fault]:
    """Name the line of the file and the number of the document."""
    return [Fault(error.message, "", error.line, error.number) for error in errors]
