"""The first day of countries that were founded, in their present form, after 1945.

Successor states: the day of the declaration of independence or of the end of the union. Parts of the Netherlands
Antilles: the day of its dissolution.
"""

import datetime

_BEGAN = {
    "1990-03-21": ["NAM"],
    "1990-03-11": ["LTU"],
    "1991-04-09": ["GEO"],
    "1991-06-25": ["HRV", "SVN"],
    "1991-08-20": ["EST"],
    "1991-08-21": ["LVA"],
    "1991-08-24": ["UKR"],
    "1991-08-25": ["BLR"],
    "1991-08-27": ["MDA"],
    "1991-08-30": ["AZE"],
    "1991-08-31": ["KGZ", "UZB"],
    "1991-09-08": ["MKD"],
    "1991-09-09": ["TJK"],
    "1991-09-21": ["ARM"],
    "1991-10-27": ["TKM"],
    "1991-12-16": ["KAZ"],
    "1991-12-25": ["RUS"],
    "1992-03-01": ["BIH"],
    "1993-01-01": ["CZE", "SVK"],
    "1993-05-24": ["ERI"],
    "1994-10-01": ["PLW"],
    "2002-05-20": ["TLS"],
    "2006-06-03": ["MNE"],
    "2006-06-05": ["SRB"],
    "2010-10-10": ["BES", "CUW", "SXM"],
    "2011-07-09": ["SSD"],
}
FIRST_DAY = {code: datetime.date.fromisoformat(day) for day, codes in _BEGAN.items() for code in codes}
