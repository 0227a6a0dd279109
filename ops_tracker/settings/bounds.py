"""Bounds on sizes and numbers."""

import os

# Threads of one web process that answer requests; a slow client has none of them (ops_tracker/front).
WEB_THREADS = int(os.environ.get("WEB_THREADS", "4"))
MAX_BODY_BYTES = int(os.environ.get("MAX_BODY_BYTES", "20000000"))
# Of one key or one person; a key may have a number of its own. 0: as many as they like.
API_CALLS_PER_MINUTE = int(os.environ.get("API_CALLS_PER_MINUTE", "6000"))
# A submitted record that waits longer is escalated: to all who may take its next step (records/assigning.py).
REVIEW_ESCALATES_AFTER_DAYS = int(os.environ.get("REVIEW_ESCALATES_AFTER_DAYS", "7"))
