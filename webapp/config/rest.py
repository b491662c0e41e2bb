"""Settings of Django REST framework and of the description of the API."""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["webapp.api.protocol.access.ByToken"],
    "DEFAULT_PERMISSION_CLASSES": ["webapp.api.protocol.access.ByScopeAndRight"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["webapp.api.protocol.parsing.PlainJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "webapp.api.protocol.described.Described",
    "EXCEPTION_HANDLER": "webapp.api.protocol.problems.answer",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Istok",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v[0-9]",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "PartyKindEnum": "webapp.parties.models.Party.Kind",
        "ChargeKindEnum": "webapp.billing.models.Charge.Kind",
        "TaskStatusEnum": "webapp.tasks.models.Task.Status",
        "DocumentStatusEnum": "webapp.correspondence.models.Document.Status",
        "CaseStateEnum": "webapp.recovery.models.Recovery.Side",
    },
}
