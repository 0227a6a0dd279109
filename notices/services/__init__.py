"""The one door for notices."""

from notices.services.choices import choose_mail, chosen_mail
from notices.services.letters import send_letters_due, write_daily_letters, write_letters
from notices.services.reading import read_all, read_notice
from notices.services.telling import announce_escalated, tell

__all__ = [
    "announce_escalated",
    "choose_mail",
    "chosen_mail",
    "read_all",
    "read_notice",
    "send_letters_due",
    "tell",
    "write_daily_letters",
    "write_letters",
]
