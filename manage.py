#!/usr/bin/env python3
"""Django's own commands; Frankpledge's are in `frankpledge`, which says what each one does."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frankpledge.config.settings")
    execute_from_command_line(sys.argv)
