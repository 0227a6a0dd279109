from dashboards.views.changes import changes_page
from dashboards.views.changes_file import changes_csv
from dashboards.views.compare import compare_page
from dashboards.views.evidence import evidence_page
from dashboards.views.evidence_file import evidence_csv
from dashboards.views.explore import explore_csv, explore_page
from dashboards.views.legal import legal_instrument_page, legal_instruments_page, legal_page
from dashboards.views.my_work import my_work
from dashboards.views.operation import operation_page
from dashboards.views.operation_parts import (
    agencies_page,
    all_results_page,
    listing_page,
    participants_page,
    phases_page,
    results_page,
    sources_page,
)
from dashboards.views.operations import operations_page
from dashboards.views.overview import overview
from dashboards.views.password import PasswordView
from dashboards.views.review import review
from dashboards.views.routes import routes_page
from dashboards.views.search import search
from dashboards.views.sign_in import SignIn

__all__ = [
    "PasswordView",
    "SignIn",
    "agencies_page",
    "all_results_page",
    "changes_csv",
    "changes_page",
    "compare_page",
    "evidence_csv",
    "evidence_page",
    "explore_csv",
    "explore_page",
    "legal_instrument_page",
    "legal_instruments_page",
    "legal_page",
    "listing_page",
    "my_work",
    "operation_page",
    "operations_page",
    "overview",
    "participants_page",
    "phases_page",
    "results_page",
    "review",
    "routes_page",
    "search",
    "sources_page",
]
