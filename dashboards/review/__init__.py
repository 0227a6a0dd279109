"""The queue of review: its filters, and the records that can be verified together."""
