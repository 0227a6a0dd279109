from ops_tracker.servers.postgres import Postgres
from ops_tracker.servers.redis import Redis
from ops_tracker.servers.server import Server

__all__ = ["Postgres", "Redis", "Server"]
