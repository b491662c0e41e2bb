"""A person at a browser, without one: logs in, opens pages, sends forms."""

import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from uuid import uuid4

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Clerk:
    """One person's session."""

    def __init__(self, address: str, *, login: str, password: str) -> None:
        self._address = address
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
        )
        self.send("/office/login/", username=login, password=password, next="/office/")

    def open(self, path: str) -> str:
        with self._opener.open(f"{self._address}{path}", timeout=30) as answer:
            body: bytes = answer.read()
        return body.decode()

    def send(
        self, path: str, *, page: str | None = None, **fields: str | list[str]
    ) -> tuple[str, str]:
        """Send the form of a page; return where it led and what is there."""
        form = {"csrfmiddlewaretoken": self._token(page or path), **fields}
        return self._post(
            path,
            urllib.parse.urlencode(form, doseq=True).encode(),
            "application/x-www-form-urlencoded",
        )

    def upload(self, path: str, *, name: str, content: bytes) -> tuple[str, str]:
        """Send a file by the form of a page."""
        line = uuid4().hex
        parts = [
            f'--{line}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self._token(path)}\r\n'.encode(),
            f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'.encode(),
            content,
            f"\r\n--{line}--\r\n".encode(),
        ]
        return self._post(path, b"".join(parts), f"multipart/form-data; boundary={line}")

    def _token(self, page: str) -> str:
        found = _TOKEN.search(self.open(page))
        assert found, page
        return found[1]

    def _post(self, path: str, body: bytes, content_type: str) -> tuple[str, str]:
        address = f"{self._address}{path}"
        request = urllib.request.Request(
            address, data=body, headers={"Content-Type": content_type, "Referer": address}
        )
        with self._opener.open(request, timeout=60) as answer:
            return urllib.parse.urlsplit(answer.url).path, answer.read().decode()
