import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ops_tracker.settings")
application = get_wsgi_application()
# What is there by now stays. A large answer makes more objects than there were, and none of them in circles: looking
# through all for circles again and again takes longer than to make them.
gc.freeze()
gc.set_threshold(50_000, 20, 50)
