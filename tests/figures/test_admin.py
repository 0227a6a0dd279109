"""The page of the ledger, for administrators."""

import pytest
from celery import current_app
from django.contrib.messages import get_messages
from django.db import connection

from figures import tasks
from figures.ledger import folding
from figures.ledger.reconciliation import reconcile
from figures.models import Grain, Reconciliation
from tests.factories.agencies import UserFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
LEDGER = "/admin/figures/reconciliation/"


@pytest.fixture(autouse=True)
def workers(monkeypatch):
    """The workers that answer; a test says which."""
    found = []
    monkeypatch.setattr(current_app.control, "ping", lambda **_options: found)
    return found


@pytest.fixture
def sent(monkeypatch):
    found = []
    for task in (tasks.fold, tasks.reconcile):
        monkeypatch.setattr(task, "apply_async", lambda name=task.name, **_options: found.append(name))
    return found


@pytest.fixture
def administrator(client):
    client.force_login(UserFactory(role="administrator", agency=None))


def test_an_auditor_reads_it_and_sets_nothing_going(client):
    client.force_login(UserFactory(role="auditor", agency=None))

    shown = client.get(LEDGER)

    assert (shown.status_code, shown.context["errands"]) == (200, [])
    assert client.get(LEDGER + "check/").status_code == client.post(LEDGER + "fold/").status_code == 403


@pytest.mark.parametrize("role", ["analyst", "supervisor", "partner"])
@pytest.mark.parametrize("page", ["", "fold/", "check/"])
def test_it_is_shut_for_others(client, role, page):
    client.force_login(UserFactory(role=role))

    assert client.get(LEDGER + page).status_code in (302, 403)
    assert client.post(LEDGER + page).status_code in (302, 403)


def test_it_is_found_on_the_first_page(client, administrator):
    assert f'href="{LEDGER}"' in client.get("/admin/").content.decode()


def test_it_tells_what_is_pending(client, administrator):
    SeizureFactory.create_batch(2)

    text = client.get(LEDGER).content.decode()

    # Of each seizure one of its goods, and one of the seizure itself.
    assert "4 postings, the oldest recorded" in text
    assert "No worker answers: what is pending stays so until one runs." in text


def test_it_tells_the_last_fold_and_how_many_balances_there_are(client, administrator, workers):
    # Enough that PostgreSQL tells them by grain.
    for year in range(2000, 2020):
        SeizureFactory(date=str(year))
    tasks.fold()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE figures_balance")
    workers.append({"worker": {"ok": "pong"}})

    text = client.get(LEDGER).content.decode()

    assert "None: every posting is in the balances." in text
    assert "40 folded in 0." in text
    assert str(Grain.OPERATION.label) in text
    assert "A worker answers." in text


@pytest.mark.parametrize(
    ("tampered", "repairs", "told"),
    [
        (False, False, "records, ledger and balances agreed."),
        (True, False, "something had drifted and was not repaired. Check now."),
        (True, True, "something had drifted, and was repaired. Find out what wrote past the triggers."),
    ],
)
def test_it_tells_the_last_check(client, administrator, tampered, repairs, told):
    SeizureFactory()
    folding.fold_all()
    if tampered:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE figures_balance SET records = 2")
    reconcile(repairs=repairs)

    text = client.get(LEDGER).content.decode()

    assert told in text
    assert ("All agreed." in text) is not tampered


@pytest.mark.parametrize(("errand", "task"), [("fold", tasks.fold.name), ("check", tasks.reconcile.name)])
def test_an_errand_is_confirmed_in_words_before_it_is_run(client, administrator, sent, errand, task):
    page = client.get(f"{LEDGER}{errand}/")
    assert "csrfmiddlewaretoken" in page.content.decode()
    assert sent == []

    response = client.post(f"{LEDGER}{errand}/")

    assert (response.status_code, response["Location"]) == (302, LEDGER)
    assert sent == [task]


def message(response):
    [found] = get_messages(response.wsgi_request)
    return found.level_tag, str(found)


def test_what_nobody_will_do_soon_is_not_promised(client, administrator, sent, workers):
    level, told = message(client.post(f"{LEDGER}fold/"))
    assert level == "warning"
    assert told.startswith("It waits in the queue, and no worker answers.")
    assert told.endswith("“manage.py rollup” does the same now.")
    workers.append({"worker": {"ok": "pong"}})
    client.get(LEDGER)
    assert message(client.post(f"{LEDGER}fold/")) == (
        "success",
        "A worker has been asked. Look again in a moment.",
    )


def test_without_redis_the_page_opens_and_says_what_to_do(client, administrator, monkeypatch):
    def fails(**_options):
        raise ConnectionError

    monkeypatch.setattr(current_app.control, "ping", fails)
    monkeypatch.setattr(tasks.reconcile, "apply_async", fails)

    assert "Redis does not answer" in client.get(LEDGER).content.decode()
    assert message(client.post(f"{LEDGER}check/")) == (
        "error",
        "Redis does not answer, so nothing was asked for. “manage.py reconcile --repair” does the same without it.",
    )


def test_the_list_of_checks_costs_the_same_for_any_length(
    client, administrator, django_assert_max_num_queries
):
    reconcile(repairs=False)
    found = Reconciliation.objects.get()
    for _ in range(20):
        found.pk = None
        found.save()

    with django_assert_max_num_queries(12):
        client.get(LEDGER)
