"""What lists of cases can be searched by in Temporal: registered when a worker starts."""

from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    ListSearchAttributesRequest,
)
from temporalio.client import Client

from workflows.process import marks


async def register(client: Client) -> None:
    """Let the server know the marks of cases that it does not know yet.

    :raises RPCError: when the server does not let us; then an operator registers them
    """
    namespace = client.namespace
    asked = ListSearchAttributesRequest(namespace=namespace)
    known = await client.operator_service.list_search_attributes(asked)
    missing = {
        key.name: key.indexed_value_type.value
        for key in marks.ALL
        if key.name not in known.custom_attributes
    }
    if missing:
        request = AddSearchAttributesRequest(namespace=namespace)
        request.search_attributes.update(missing)  # type: ignore[arg-type]
        await client.operator_service.add_search_attributes(request)
