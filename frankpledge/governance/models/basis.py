"""Fact or opinion: what every entry that somebody gave says of itself."""

from django.db import models


class Basis(models.TextChoices):
    """Whether somebody says what happened or what they think."""

    FACT = "fact", "Fact"
    OPINION = "opinion", "Opinion"
