"""``python -m tests.benchmarks.inside MODULE``: set Django up, then let the module measure. Its answer is the last line."""

import sys
from importlib import import_module

import django

from tests.benchmarks import measures

if __name__ == "__main__":
    django.setup()
    print(measures.to_json(import_module(sys.argv[1]).main()))  # noqa: T201  the answer to the parent process
