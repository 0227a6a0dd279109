"""Invented results in any number, skewed as real ones are; the same number of rows and seed give the same results.

Rows look as the services would have written them. They are loaded by COPY, without the services, but through every
trigger and constraint of the database.
"""
