"""Addresses of the SSBTEK check."""

from django.urls import path

from hemvist.web.login.assurance import needs_strong
from hemvist.web.ssbtek.pages import ssbtek

urlpatterns = [path("arende/<uuid:case_id>/ssbtek/", needs_strong(ssbtek), name="ssbtek")]
