"""`make bench`: how fast the answers are, against the least that they could cost and against the records themselves.

Each question is asked of the real server with a key (`ours`), of the same server running the same SQL and sending
the same bytes without Django (`bare`), and of the records by SQL written by hand (`raw`), in turns, so that whatever
else the machine does meanwhile slows all of them alike. The figures are medians over one connection.
"""
