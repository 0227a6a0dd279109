from dashboards.views.changes import changes_page
from dashboards.views.changes_file import changes_csv, changes_xlsx
from dashboards.views.compare import compare_page
from dashboards.views.evidence import evidence_page
from dashboards.views.evidence_file import evidence_csv, evidence_xlsx
from dashboards.views.explore import explore_page
from dashboards.views.explore_file import explore_csv, explore_xlsx
from dashboards.views.legal import legal_instrument_page, legal_instruments_page, legal_page
from dashboards.views.my_work import my_work
from dashboards.views.operation import operation_page
from dashboards.views.operation_files import operation_file, operation_files, remove_operation_file
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
from dashboards.views.saved import saved_change, saved_deletion, saved_new, saved_page
from dashboards.views.search import search
from dashboards.views.sign_in import SignIn
from dashboards.views.statement import statement_page

__all__ = [
    "PasswordView",
    "SignIn",
    "agencies_page",
    "all_results_page",
    "changes_csv",
    "changes_page",
    "changes_xlsx",
    "compare_page",
    "evidence_csv",
    "evidence_page",
    "evidence_xlsx",
    "explore_csv",
    "explore_page",
    "explore_xlsx",
    "legal_instrument_page",
    "legal_instruments_page",
    "legal_page",
    "listing_page",
    "my_work",
    "operation_file",
    "operation_files",
    "operation_page",
    "operations_page",
    "overview",
    "participants_page",
    "phases_page",
    "remove_operation_file",
    "results_page",
    "review",
    "routes_page",
    "saved_change",
    "saved_deletion",
    "saved_new",
    "saved_page",
    "search",
    "sources_page",
    "statement_page",
]
