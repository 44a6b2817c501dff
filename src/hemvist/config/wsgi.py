"""The application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemvist.config.settings")
application = get_wsgi_application()

from hemvist.config.warming import warm  # noqa: E402 (what it reads needs Django to be set up)

warm()
