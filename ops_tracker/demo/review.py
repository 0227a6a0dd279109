"""States of review, and the columns that the services would have filled in by then."""

from typing import NamedTuple

from ops_tracker.demo.amounts import NULL
from ops_tracker.demo.chance import Chance, spread
from ops_tracker.demo.days import MINUTES_A_DAY, moment_of

COLUMNS = "state, state_reason, version, submitted_at, verified_at, verified_by_id"


class ReviewStanding(NamedTuple):
    """A state of review. `steps` are the changes since the record was entered: each adds one to its version."""

    state: str
    reason: str
    steps: int
    submitted: bool
    verified: bool


VERIFIED = ReviewStanding("verified", "", 2, submitted=True, verified=True)
SUPERSEDED = ReviewStanding("superseded", "Replaced by revision 2.", 3, submitted=True, verified=True)
DRAFT = ReviewStanding("draft", "", 0, submitted=False, verified=False)
SUBMITTED = ReviewStanding("submitted", "", 1, submitted=True, verified=False)
RETURNED = ReviewStanding("returned", "State the unit as it was reported.", 2, submitted=True, verified=False)
WITHDRAWN = ReviewStanding(
    "withdrawn", "Recorded by another agency already.", 3, submitted=True, verified=True
)
DROPPED = ReviewStanding("withdrawn", "It did not happen.", 1, submitted=False, verified=False)

# Of those that are neither amended nor parts; amendments, wholes and parts are verified.
STANDINGS = spread(
    {VERIFIED: 83, SUBMITTED: 3.5, DRAFT: 3, RETURNED: 1.5, WITHDRAWN: 0.6, DROPPED: 0.4}, 4096
)


def reviewed(standing: ReviewStanding, edited: int, edits: int, verifier: str, chance: Chance) -> str:
    """Text for COLUMNS of a record that was last edited in that minute, after so many edits of the draft."""
    submitted = edited + int(chance.random() * 600) + 1
    verified = submitted + int(chance.random() * 14 * MINUTES_A_DAY) + 1
    return "\t".join(
        (
            standing.state,
            standing.reason,
            str(1 + edits + standing.steps),
            moment_of(submitted) if standing.submitted else NULL,
            moment_of(verified) if standing.verified else NULL,
            verifier if standing.verified else NULL,
        )
    )
