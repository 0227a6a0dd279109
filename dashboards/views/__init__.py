from dashboards.views.evidence import evidence, evidence_csv
from dashboards.views.operation import operation
from dashboards.views.operations import operations
from dashboards.views.overview import overview
from dashboards.views.search import search
from dashboards.views.sign_in import SignIn
from dashboards.views.work import my_work, review

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
