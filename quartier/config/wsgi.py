import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quartier.config.settings")
application = get_wsgi_application()
gc.collect()
gc.freeze()
if os.environ.get("QUARTIER_TASKS") == "1":  # set by `quartier serve`: the queue is worked in the web processes
    from quartier.config import worker

    worker.start()
