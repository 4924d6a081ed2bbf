"""The site as a web server starts it: ready, so that no first visitor waits for what all need."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frankpledge.config.settings")

application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), settings.TRUSTED_PROXIES)

# Django reads the addresses, and with them every module's pages, when the first page is asked for.
_ = get_resolver().url_patterns

from frankpledge.ui.api import compile_components  # noqa: E402 - the kit needs Django set up

compile_components()

# What is loaded now stays until the process ends: collecting garbage need not look through it.
gc.collect()
gc.freeze()
