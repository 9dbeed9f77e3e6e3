"""Every table, whichever room keeps it: what stands in the database is compared with these, and walked over whole."""

import foundation.jobs  # noqa: F401
import journeys.checks.models
import journeys.composing.models
import journeys.evidence.models
import journeys.measures.models
import journeys.reading.models
import journeys.withdrawing.models  # noqa: F401
