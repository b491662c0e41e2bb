"""Around each activity: its database connections are cared for, its errors quote no rows."""

from typing import Any

from django.db import close_old_connections
from temporalio.exceptions import ApplicationError, FailureError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from webapp.config import logs


class ConnectionCare(Interceptor):
    """Before and after each activity, in its own thread, a broken or old connection is dropped.

    An error goes to Temporal as its type and text alone: the database quotes rows in it, and what
    it came from may quote more.
    """

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
            except FailureError:
                raise
            except Exception as error:
                told = ApplicationError(logs.without_rows(str(error)), type=type(error).__name__)
                raise told.with_traceback(error.__traceback__) from None
            finally:
                close_old_connections()

        input.fn = cared_for
        return await super().execute_activity(input)
