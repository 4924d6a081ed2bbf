"""The site as a web server starts it: ready, so that no first visitor waits for what all need."""

import gc
import os
from contextlib import suppress

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import NoReverseMatch, get_resolver, reverse
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frankpledge.config.settings")

application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), settings.TRUSTED_PROXIES)

# Django reads the addresses, and with them every module's pages, when the first page is asked for,
# and learns to write a module's addresses when the first link to that module is written.
for _module in get_resolver().namespace_dict:
    with suppress(NoReverseMatch):
        reverse(f"{_module}:")  # no page has an empty name, so that only the learning is done

from frankpledge.ui.api import compile_components  # noqa: E402 - the kit needs Django set up

compile_components()
_ = get_template("ui/page.html")  # the frame of every page, with every tag that a page may use

# What is loaded now stays until the process ends: collecting garbage need not look through it.
gc.collect()
gc.freeze()
