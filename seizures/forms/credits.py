from common.forms.fields import choice
from common.forms.rows import Rows, row_formset
from records.forms.credits import CreditRowForm, credited_agency
from seizures.models import Credit


class CreditForm(CreditRowForm):
    model = Credit

    agency = credited_agency("id_seizing_agency")
    role = choice(Credit, "role")


Credits: type[Rows] = row_formset(CreditForm)
