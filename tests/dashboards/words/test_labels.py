from dashboards.words.labels import ORDER, OUTCOME
from operations.models import Stage
from seizures.models import Disposition


def test_every_stage_has_its_place_in_the_order_of_figures():
    assert sorted(ORDER) == sorted([*Stage.values, *Disposition.Stage.values, OUTCOME])
