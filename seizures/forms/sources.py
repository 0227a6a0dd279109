from common.forms.rows import Rows, row_formset
from records.forms.sources import SourceRowForm
from seizures.models import SeizureSource


class SeizureSourceForm(SourceRowForm):
    model = SeizureSource


SeizureSources: type[Rows] = row_formset(SeizureSourceForm)
