"""Findings in a file that a person should look at; none of them stops a row."""
