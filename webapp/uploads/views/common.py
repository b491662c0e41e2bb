"""What every page of a kind of table shares."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from webapp.staff.views import StaffPage
from webapp.uploads.declarations import Kind
from webapp.uploads.tables import books

ERRORS_SHOWN = 100
LISTED = 25


class KindPage(StaffPage):
    """A page of one kind of table."""

    kind: Kind[Any, Any] = None  # type: ignore[assignment]  # every address names its kind
    kwargs: dict[str, Any]

    def get_permission_required(self) -> tuple[str, ...]:
        """Return what the kind demands."""
        return self.kind.permission

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the kind, its title and where its first page stands."""
        shown = {"kind": self.kind, "title": self.kind.title, "home": self.address()}
        return super().get_context_data(**{**shown, **kwargs})

    def address(self, page: str = "", **kwargs: Any) -> str:
        """Return the address of a page of the kind."""
        return reverse(
            f"admin:{self.kind.name}{page}",
            kwargs=kwargs,
        )


def download(content: bytes, file_name: str) -> HttpResponse:
    """Send a workbook."""
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
    return HttpResponse(
        content,
        content_type=books.CONTENT_TYPE,
        headers=headers,
    )
