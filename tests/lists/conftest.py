"""The office of the screens, at work over its lists."""

from tests.screens.conftest import boss, case, log_in, morning  # noqa: F401
