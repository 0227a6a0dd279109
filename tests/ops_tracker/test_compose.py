"""docker-compose.yml and Dockerfile: no default secret, nobody is root, everything is watched."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docker-compose.yml"
COMPOSE = yaml.safe_load(FILE.read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
REQUIRED = {"SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "SITE_ADDRESS"}


def stages() -> dict[str, str]:
    """The text of each build stage of the Dockerfile, by name."""
    parts = re.split(r"^FROM \S+ AS (\w+)$", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_all_the_parts_are_there() -> None:
    assert set(SERVICES) == {"proxy", "web", "worker", "beat", "migrate", "db", "redis"}
    assert SERVICES["web"]["deploy"]["replicas"] >= 2
    assert SERVICES["db"]["image"] == "postgres:18"


def test_no_secret_has_a_default() -> None:
    text = FILE.read_text()

    assert {name for name, _ in re.findall(r"\$\{([A-Z_]+):\?(set [^}]+)\}", text)} == REQUIRED
    assert set(re.findall(r"\$\{([A-Z_]+):?-", text)) == {"REPORTING_CURRENCY"}
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            # Without a value, it is passed on from the environment.
            secret = value is not None and re.search("SECRET|PASSWORD|TOKEN|KEY$", name)
            assert not secret or value.startswith("${"), name


@pytest.mark.parametrize("name", SERVICES)
def test_nobody_is_root(name: str) -> None:
    service = SERVICES[name]

    if "build" in service:
        assert re.search(r"^USER [1-9]\d+$", stages()[service["build"]["target"]], flags=re.MULTILINE)
    else:
        assert service["user"] not in {"root", "0"}
    assert service["cap_drop"] == ["ALL"]
    assert service["read_only"] is True
    assert "privileged" not in service


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_every_long_lived_service_is_watched_and_comes_back(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_migrations_run_once_before_anything_uses_the_database() -> None:
    assert SERVICES["migrate"]["restart"] == "no"
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if service.get("ports")] == ["proxy"]
    assert SERVICES["db"]["networks"] == SERVICES["redis"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True


def test_what_watches_the_server_is_not_let_in_from_outside() -> None:
    assert "respond /metrics 404" in (ROOT / "deploy" / "Caddyfile").read_text()
    assert "web" in COMPOSE["x-app"]["environment"]["ALLOWED_HOSTS"].split(",")


def test_the_proxy_sends_no_key_on_that_came_in_the_clear() -> None:
    """Caddy would send everything on to https by itself, unless the address over http is described."""
    plain = (ROOT / "deploy" / "Caddyfile").read_text().partition("http://{$SITE_ADDRESS} {")[2]
    machines, _, people = plain.partition("handle {")

    assert "path /api/*" in machines
    assert " 403" in machines
    assert "redir" not in machines
    assert "redir https://{host}{uri} permanent" in people
    problem = re.search(r"respond `(.*)` 403", machines)
    assert problem
    assert json.loads(problem[1])["status"] == 403


def test_what_must_last_is_on_a_volume() -> None:
    mounted = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}

    assert mounted == set(COMPOSE["volumes"])


def test_the_images_install_what_is_locked() -> None:
    assert "--require-hashes -r requirements.txt" in stages()["environment"]
    assert "RUN npm ci" in stages()["packages"]


def run(*command: str, **env: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if name not in REQUIRED}
    return subprocess.run(command, env=known | env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def docker_compose(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    nothing = tmp_path_factory.mktemp("compose") / "empty.env"
    nothing.touch()
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]) and run(*command, "version").returncode == 0:
            return [*command, "--env-file", str(nothing), "--file", str(FILE)]
    pytest.skip("docker compose is not installed")


def test_compose_reads_the_file(docker_compose: list[str]) -> None:
    assert run(*docker_compose, "config", "--quiet", **dict.fromkeys(REQUIRED, "x")).returncode == 0


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_compose_says_which_secret_is_missing(docker_compose: list[str], name: str) -> None:
    refused = run(*docker_compose, "config", "--quiet", **dict.fromkeys(REQUIRED - {name}, "x"))

    assert refused.returncode != 0
    assert name in refused.stderr


def settings_read() -> set[str]:
    """The variables that the settings read from the environment."""
    read = r"""(?:environ\.get\(|flag\(|listed\(|environ\[)"([A-Z_]+)\""""
    return {
        name
        for path in (ROOT / "ops_tracker/settings").glob("*.py")
        for name in re.findall(read, path.read_text())
    }


def test_every_setting_is_in_the_guide() -> None:
    guide = (ROOT / "docs/operators.md").read_text()

    assert len(settings_read()) > 20
    assert {name for name in settings_read() if f"`{name}`" not in guide} == set()


def test_the_containers_take_every_setting_that_they_have_not_themselves() -> None:
    # Folders are the image's and the volume's, threads the image's; demo and debugging are for one machine.
    own = {
        "DEBUG",
        "OPS_TRACKER_DATA",
        "STATIC_ROOT",
        "OPS_TRACKER_DEMO",
        "WEB_THREADS",
        "OPS_TRACKER_IMPORT_FOLDER",
    }

    assert settings_read() - own - SERVICES["web"]["environment"].keys() == set()
