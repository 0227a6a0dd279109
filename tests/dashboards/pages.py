"""The pages of an operation, as a reader fetches them."""

from django.urls import reverse


def page_of(client, operation, name="operation"):
    return client.get(reverse(name, args=[operation.code]))


def results_of(client, operation):
    return page_of(client, operation, "operation-results")
