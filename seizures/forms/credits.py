from common.forms.fields import choice
from common.forms.rows import Rows, row_formset
from records.forms.credits import CreditRowForm
from seizures.models import Credit


class CreditForm(CreditRowForm):
    model = Credit
    role = choice(Credit, "role")


Credits: type[Rows] = row_formset(CreditForm)
