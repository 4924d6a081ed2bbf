"""The short address that is printed on cards, and leads to the page of the card."""

from django.urls import path

from frankpledge.intelligence.views.giving_ways import from_a_card

urlpatterns = [path("<str:code>", from_a_card, name="card")]
