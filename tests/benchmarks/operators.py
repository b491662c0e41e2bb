"""``python -m tests.benchmarks.operators``: people of all roles click through a running demonstration, as `make demo` leaves it.

Each logs in with the demonstration's password and opens what the own desk, menu and lists lead to, with a pause to think. Only
the loopback is asked, and only by GET. The last line is JSON: requests, errors, milliseconds, processor time and megabytes of the web processes.
"""

import argparse
import http.client
import json
import os
import random
import re
import statistics
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

LOGINS = ("lawyer", "lawyer2", "head", "call", "accountant", "crew", "admin")
_LINK = re.compile(rb'href="(/office/[^"#]*)"')
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_LEFT_OUT = ("logout", "export", ".xlsx", ".pdf", ".docx", "password_change", "static", "/file/")


@dataclass(slots=True)
class Tally:
    """What one person saw."""

    spent_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Person:
    """A browser with its cookies."""

    def __init__(self, host: str, *, login: str, seed: int) -> None:
        """Sit down at the screen."""
        self._connection = http.client.HTTPConnection(host, timeout=60)
        self._cookies: dict[str, str] = {}
        self._chance = random.Random(seed)
        self._login = login
        self.tally = Tally()

    def work(self, *, until: float, think_s: float) -> None:
        """Click until the time is over."""
        links, desk = ["/office/"], ["/office/"]
        while time.monotonic() < until:
            time.sleep(self._chance.uniform(0.5, 1.5) * think_s)
            links = self._open(self._chance.choice(links or desk)) or desk

    def enter(self, password: str) -> None:
        """Log in; a password is slow to look at on purpose, so this is no part of the clicking."""
        form = self._ask("GET", "/office/login/")[1]
        token = _TOKEN.search(form)
        assert token, "the login page has no form"
        words = {"username": self._login, "password": password}
        body = urlencode({**words, "csrfmiddlewaretoken": token.group(1).decode()})
        status, _content = self._ask("POST", "/office/login/", body)
        if status != 302:
            raise SystemExit(f"{self._login} cannot log in: {status}")
        # the office hangs up on who is silent while the others log in; a browser calls again
        self._connection.close()

    def _open(self, address: str) -> list[str]:
        started = time.perf_counter()
        try:
            status, content = self._ask("GET", address)
        except OSError as error:
            self.tally.errors.append(f"{address}: {error!r}")
            self._connection.close()
            return []
        self.tally.spent_ms.append((time.perf_counter() - started) * 1000)
        if status >= 400:
            self.tally.errors.append(f"{address}: {status}")
        found = {link.decode().replace("&amp;", "&") for link in _LINK.findall(content)}
        return sorted(link for link in found if not any(word in link for word in _LEFT_OUT))

    def _ask(self, method: str, address: str, body: str | None = None) -> tuple[int, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, address, body, headers)
        answer = self._connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _sign, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, answer.read()


def memory_mb(home: Path) -> dict[str, float]:
    """Return how much each process of the web part holds, by its number."""
    known = json.loads((home / "processes.json").read_text())
    return {str(pid): _resident_mb(pid) for pid in _family(known["parts"]["web"]["pid"])}


def _family(pid: int) -> list[int]:
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def cpu_s(home: Path) -> float:
    """Return the processor seconds that the web part has used until now."""
    known = json.loads((home / "processes.json").read_text())
    ticks = 0
    for pid in _family(known["parts"]["web"]["pid"]):
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(words[11]) + int(words[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    kilobytes = re.search(r"VmRSS:\s+(\d+)", status)
    return round(int(kilobytes.group(1)) / 1024, 1) if kilobytes else 0.0


def main() -> None:
    """Let the people click, and print what they saw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--password", default=os.environ.get("ISTOK_DEMO_PASSWORD", ""))
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("ISTOK_HOME", ".istok")))
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--think", type=float, default=1.0, help="seconds between clicks")
    given = parser.parse_args()
    host = urlsplit(given.address).netloc
    if not host.startswith(("127.0.0.1", "localhost")):
        raise SystemExit("only a demonstration on this machine is asked")
    people = [
        Person(host, login=LOGINS[number % len(LOGINS)], seed=number)
        for number in range(given.people)
    ]
    for person in people:
        person.enter(given.password)
    before, cpu_before_s = memory_mb(given.home), cpu_s(given.home)
    _let_work(people, time.monotonic() + given.seconds, given.think)
    seen = _summary(people)
    cpu_ms = 1000 * (cpu_s(given.home) - cpu_before_s) / max(1, seen["requests"])
    memory = {"mb_before": before, "mb_after": memory_mb(given.home)}
    print(json.dumps({**seen, "cpu_ms_per_request": round(cpu_ms, 1), **memory}))  # noqa: T201


def _let_work(people: list[Person], until: float, think_s: float) -> None:
    threads = [
        threading.Thread(target=person.work, kwargs={"until": until, "think_s": think_s})
        for person in people
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _summary(people: list[Person]) -> dict[str, int]:
    spent = sorted(each for person in people for each in person.tally.spent_ms)
    errors = [each for person in people for each in person.tally.errors]
    for error in errors[:20]:
        print(error, file=sys.stderr)  # noqa: T201
    parts = statistics.quantiles(spent, n=100) if len(spent) > 1 else [0.0] * 99
    return {
        "requests": len(spent),
        "errors": len(errors),
        "p50_ms": round(parts[49]),
        "p95_ms": round(parts[94]),
        "p99_ms": round(parts[98]),
    }


if __name__ == "__main__":
    main()
