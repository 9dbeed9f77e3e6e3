"""Which database the tests run on: SQLite, or PostgreSQL when VERHAALLIJN_TEST_DATABASE says so."""

import os

IS_POSTGRESQL = os.environ.get("VERHAALLIJN_TEST_DATABASE", "sqlite") == "postgresql"
