"""Invented results at any size: skewed as real ones are, the same for the same number of rows and seed.

Rows are written as the services would have written them, and go in by COPY, past the services but through every
trigger and constraint of the database.
"""
