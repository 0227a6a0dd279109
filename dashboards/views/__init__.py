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
    "evidence",
    "evidence_csv",
    "my_work",
    "operation",
    "operations",
    "overview",
    "review",
    "search",
]
