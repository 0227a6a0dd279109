"""The SQL files that are in force today: of each name, the one of the newest migration."""

from pathlib import Path

from django.conf import settings


def newest_sql(app: str) -> list[Path]:
    newest = {path.name: path for path in sorted(Path(settings.BASE_DIR, app).glob("sql/[0-9]*/*.sql"))}
    return sorted(newest.values(), key=lambda path: path.name)
