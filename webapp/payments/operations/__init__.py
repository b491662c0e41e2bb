"""What changes money: loading statements, posting, queueing, reversing, using advances."""

from webapp.payments.operations.posting import (
    UnableToAssign,
    UnableToPost,
    UnableToReverse,
    allocate_advances,
    allocate_all_advances,
    assign,
    post,
    post_by_hand,
    requeue,
    reverse,
)
from webapp.payments.operations.statement_file import UnableToRead
from webapp.payments.operations.statements import StatementReport, identify_again, load_statement, preview

__all__ = [
    "StatementReport",
    "UnableToAssign",
    "UnableToPost",
    "UnableToRead",
    "UnableToReverse",
    "allocate_advances",
    "allocate_all_advances",
    "assign",
    "identify_again",
    "load_statement",
    "post",
    "post_by_hand",
    "preview",
    "requeue",
    "reverse",
]
