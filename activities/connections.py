"""Database connections in activity threads: Django cleans up after requests, and here there are none."""

from typing import Any

from django.db import close_old_connections
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor


class ConnectionCare(Interceptor):
    """Before and after each activity, in its own thread, a broken or old connection is dropped."""

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        """Return the caring link of the chain."""
        return _Care(next)


class _Care(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        deed = input.fn

        def cared_for(*args: Any) -> Any:
            close_old_connections()
            try:
                return deed(*args)
            finally:
                close_old_connections()

        input.fn = cared_for
        return await super().execute_activity(input)
