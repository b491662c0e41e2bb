"""What every test stands on: a real PostgreSQL, embedded unless ``DATABASE_URL`` names one."""

import os

os.environ.setdefault("SECRET_KEY", "tests-only")
