from ops_tracker.local.servers.postgres import Postgres
from ops_tracker.local.servers.redis import Redis
from ops_tracker.local.servers.server import Server

__all__ = ["Postgres", "Redis", "Server"]
