import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ops_tracker.settings")
application = get_wsgi_application()
# An answer makes thousands of objects that go when it is sent, and hardly any circle of them. To look for circles after
# every 700, and in all that was there before, takes a sixth of the time of an answer.
gc.freeze()
gc.set_threshold(20_000, 20, 50)
