"""From the rows of a file to the plain values of records, as a mapping says.

`checking` reads a mapping's JSON, `headings` finds its columns in a file, `rows` reads a row by it; the rest are the
kinds of values. Whatever is unclear is a sentence about one cell, never a guess.
"""
