#!/usr/bin/env python3
"""Django's command line, with the embedded services behind it where none are configured."""

import os
import sys
from contextlib import nullcontext

# These read no database, so nothing is started for them.
ALONE = {"", "help", "version", "check", "collectstatic", "compilemessages", "diffsettings", "findstatic",
         "makemessages", "spectacular"}  # fmt: skip


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ops_tracker.settings")
    from django.core.management import execute_from_command_line

    from ops_tracker.local import embedded

    command = next(iter(sys.argv[1:]), "")
    alone = command in ALONE or {"-h", "--help", "--version"} & set(sys.argv[1:])
    try:
        with nullcontext() if alone else embedded.services():
            execute_from_command_line(sys.argv)
    except embedded.ServicesUnavailable as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main()
