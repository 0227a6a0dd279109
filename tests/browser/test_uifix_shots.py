import pytest
pytestmark = pytest.mark.usefixtures("samples")
OUT="/tmp/uifix_shots/"
def test_shots(open_page):
    from decimal import Decimal
    from agencies.models import Agency
    from operations.models import Operation
    from tests.factories.seizures import SeizedItemFactory, SeizureFactory
    from tests.factories.operations import OutcomeFactory
    op=Operation.objects.get(code="PACIFIC-RIM")
    ice=Agency.objects.get(code="US-ICE")
    s=SeizureFactory(operation=op, owner=ice, submitted=True, item=None, reference="SUB-1")
    SeizedItemFactory(seizure=s, cash="349775.69955", qualifier="at_least")
    SeizedItemFactory(seizure=s, quantity="3.3", unit="TON", qualifier="exact")
    b=SeizureFactory(operation=Operation.objects.exclude(code="PACIFIC-RIM").first(), verified=True, item=None, reference="BIG")
    SeizedItemFactory(seizure=b, measure="WEAPONS", quantity="1"+"0"*29, unit="C62")
    SeizureFactory.create_batch(12, operation=op, verified=True, withdrawn=True)
    OutcomeFactory.create_batch(12, operation=op, verified=True)
    page=open_page("supervisor")
    def shot(url,name,full=True):
        page.goto(url); page.wait_for_timeout(500); page.screenshot(path=OUT+name+".png", full_page=full)
    shot("/","overview",False)
    shot("/operations/PACIFIC-RIM/","operation")
    shot(s.get_absolute_url(),"record")
    shot("/evidence/?operation=PACIFIC-RIM&measure=CASH" ,"evidence")
    shot("/seizures/?page=999","list",False)
    shot("/api/docs/","docs",False)
    page.set_viewport_size({"width":375,"height":800})
    shot("/","phone",False)
