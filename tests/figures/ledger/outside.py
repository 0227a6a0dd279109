"""The ledger from outside: statements past its code, and its commands."""

from io import StringIO

from django.core.management import call_command
from django.db import connection


def run(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.rowcount


def said(name, *arguments):
    out = StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()
