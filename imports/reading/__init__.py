"""Files of rows, whatever they were saved as: text with separators, workbooks, packed or not.

A file is read in a process of its own (`child`), with limits of memory and time, since a reader written in another
language may end the whole process over a hostile file. `reader.open_table` is the way in.
"""
