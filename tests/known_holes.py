"""Asks whether anything installed has a known hole, where the service that knows can be reached; says so where it cannot.

``python -m tests.known_holes``: ends with 1 only when a hole is known.
"""

import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

# the same question that the audit asks about every package
SERVICE = "https://pypi.org/pypi/django/{version}/json"
ATTEMPT_S = 5
AUDIT_S = 300
LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"


def is_reachable() -> bool:
    version = re.search(r"^django==(\S+)", LOCK.read_text(), re.MULTILINE)
    assert version, "the lock names no Django"
    try:
        with urllib.request.urlopen(
            SERVICE.format(version=version[1]), timeout=ATTEMPT_S
        ) as answer:
            return b'"vulnerabilities"' in answer.read()
    except (OSError, urllib.error.URLError):
        return False


def main() -> int:
    if not is_reachable():
        say("known holes: not asked, the service that knows them cannot be reached from here")
        return 0
    command = ["-m", "pip_audit", "--require-hashes", "--disable-pip", "-r", str(LOCK)]
    try:
        return subprocess.run([sys.executable, *command], timeout=AUDIT_S).returncode
    except subprocess.TimeoutExpired:
        say(f"known holes: not asked to the end, there was no answer in {AUDIT_S} s")
        return 0


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
