"""What changes money: loading statements, posting, queueing, reversing, using advances."""

from webapp.payments.operations.advances import allocate_advances, allocate_all_advances, free
from webapp.payments.operations.assigning import UnableToAssign, assign, such_on
from webapp.payments.operations.bank_sections import UnableToRead
from webapp.payments.operations.by_hand import FormIsUsed, post_by_hand, such_is_there
from webapp.payments.operations.division import (
    Part,
    UnableToDivide,
    divide,
    refuse_wrong_parts,
    such_on_accounts,
)
from webapp.payments.operations.notices import (
    Notice,
    NoticeError,
    UnableToTake,
)
from webapp.payments.operations.notices import take as take_notices
from webapp.payments.operations.posting import SuchIsThere, UnableToPost, post
from webapp.payments.operations.statement_file import Refusal
from webapp.payments.operations.statements import (
    StatementReport,
    UnableToLoad,
    identify_again,
    load_statement,
    preview,
    refusals,
)
from webapp.payments.operations.uploads import keep_upload, load_upload
from webapp.payments.operations.withdrawal import UnableToReverse, requeue, reverse

__all__ = [
    "FormIsUsed",
    "Notice",
    "NoticeError",
    "Part",
    "Refusal",
    "StatementReport",
    "SuchIsThere",
    "UnableToAssign",
    "UnableToDivide",
    "UnableToLoad",
    "UnableToPost",
    "UnableToRead",
    "UnableToReverse",
    "UnableToTake",
    "allocate_advances",
    "allocate_all_advances",
    "assign",
    "divide",
    "free",
    "identify_again",
    "keep_upload",
    "load_statement",
    "load_upload",
    "post",
    "post_by_hand",
    "preview",
    "refusals",
    "refuse_wrong_parts",
    "requeue",
    "reverse",
    "such_is_there",
    "such_on",
    "such_on_accounts",
    "take_notices",
]
