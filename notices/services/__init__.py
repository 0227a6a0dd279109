"""The one door for notices."""

from notices.services.announcements import announce_escalated, make_notices
from notices.services.choices import choose_mail, chosen_mail
from notices.services.letters import send_letters_due, write_daily_letters, write_letters
from notices.services.reading import read_all, read_notice

__all__ = [
    "announce_escalated",
    "choose_mail",
    "chosen_mail",
    "make_notices",
    "read_all",
    "read_notice",
    "send_letters_due",
    "write_daily_letters",
    "write_letters",
]
