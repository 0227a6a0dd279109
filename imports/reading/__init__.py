"""Reads files of rows in any format: separated text, workbooks, compressed or not.

A file is read in a process of its own (`child`), with limits on memory and time: a reader in another language may
crash the whole process over a hostile file. `reader.open_table` is the entry point.
"""
