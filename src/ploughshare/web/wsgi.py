"""The entry for a WSGI server: ``gunicorn ploughshare.web.wsgi``."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ploughshare.web.settings")
application = get_wsgi_application()
