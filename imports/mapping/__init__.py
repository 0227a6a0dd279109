"""Turns the rows of a file into plain values of records, by a mapping.

`checking` parses a mapping's JSON, `headings` finds its columns in a file, `rows` reads a row by it; the other
modules are the kinds of values. Whatever is ambiguous becomes a sentence about one cell, never a guess.
"""
