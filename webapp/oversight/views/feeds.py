"""The calendar of a person as a telephone reads it: whoever has the address needs no login."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.views.generic import View

from webapp.oversight.operations import feeds as operations
from webapp.oversight.queries import feeds
from webapp.staff import queries as staff


class Feed(View):
    """Hearings and deadlines, for the program that knows the address."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Return the calendar of the person whose address it is, within the segment of then."""
        feed = feeds.known(secret=secret)
        if feed is None:
            raise Http404
        operations.write_reading(feed=feed, now=timezone.now())
        with translation.override(feed.language):
            text = feeds.text(
                person=feed.person,
                now=staff.business_now(),
            )
        answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
        add_never_cache_headers(answer)
        answer["Referrer-Policy"] = "no-referrer"
        return answer
