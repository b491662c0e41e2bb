"""Every deed is asked for with a key: the same call again is answered the same and does nothing."""

import hashlib
import json
import re
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from webapp.api.models import KeptAnswer
from webapp.api.operations import kept_answers
from webapp.api.protocol.problems import Code, Problem
from webapp.api.protocol.resource import Resource
from webapp.audit import operations as audit

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
_KEY = re.compile(r"[!-~]{1,100}")


class Deed(Resource):
    """A resource that is asked to do something: ``perform`` does it.

    The deed and its kept answer are one transaction. What was refused did nothing, so its key is
    free: the call may be mended and sent again with the same key.
    """

    def post(self, request: Request, **kwargs: Any) -> Response:
        """Do it once, however often it is asked."""
        key = request.headers.get(HEADER, "")
        if not _KEY.fullmatch(key):
            raise Problem(
                Code.KEY_MISSING,
                _("Send %(header)s: a text of your own, new for every new call.")
                % {"header": HEADER},
            )
        with transaction.atomic():
            kept = self._begin(request, key)
            if kept.status is not None:
                return Response(kept.content, status=kept.status, headers={REPLAYED: "true"})
            with audit.through(f"api_token:{request.auth.pk}"):
                response = self.perform(request, **kwargs)
            content = json.loads(JSONRenderer().render(response.data))
            kept_answers.finish(
                kept=kept,
                status=response.status_code,
                content=content,
            )
        return response

    def perform(self, request: Request, **kwargs: Any) -> Response:
        """Do what is asked and return the answer, or raise a ``Problem``."""
        raise NotImplementedError

    def _begin(self, request: Request, key: str) -> KeptAnswer:
        digest = fingerprint(request.path, request.data)
        try:
            return kept_answers.begin(
                owner=self.caller,
                key=key,
                digest=digest,
                now=timezone.now(),
            )
        except kept_answers.StillBeingDone as error:
            raise Problem(Code.STILL_BEING_DONE, str(error), retry_after_s=60) from error
        except kept_answers.UnableToBegin as error:
            raise Problem(Code.KEY_REUSED, str(error)) from error


def fingerprint(address: str, sent: Any) -> str:
    """Return what two calls share when they ask for the same: the address and what was sent, files
    by their bytes.
    """
    digest = hashlib.sha256(address.encode())
    if hasattr(sent, "lists"):
        sent = _of_form(sent)
    written = json.dumps(sent, sort_keys=True, ensure_ascii=True)
    digest.update(written.encode())
    return digest.hexdigest()


def _of_form(sent: Any) -> dict[str, list[str]]:
    """Return the fields of a form as texts."""
    return {name: [_plain(one) for one in many] for name, many in sent.lists()}


def _plain(value: Any) -> str:
    if not isinstance(value, UploadedFile):
        return str(value)
    value.seek(0)
    digest = hashlib.sha256(value.read()).hexdigest()
    value.seek(0)
    return f"{value.name}:{digest}"
