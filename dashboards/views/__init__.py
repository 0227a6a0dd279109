from dashboards.views.changes import changes
from dashboards.views.changes_file import changes_csv
from dashboards.views.evidence import evidence
from dashboards.views.evidence_file import evidence_csv
from dashboards.views.my_work import my_work
from dashboards.views.operation import operation
from dashboards.views.operations import operations
from dashboards.views.overview import overview
from dashboards.views.review import review
from dashboards.views.search import search
from dashboards.views.sign_in import SignIn

__all__ = [
    "SignIn",
    "changes",
    "changes_csv",
    "evidence",
    "evidence_csv",
    "my_work",
    "operation",
    "operations",
    "overview",
    "review",
    "search",
]
