"""Uploads that are refused, each with a sentence for the person who sent the file."""

from common.errors import Invalid


def refused(sentence: str) -> Invalid:
    return Invalid({"file": [sentence]})
