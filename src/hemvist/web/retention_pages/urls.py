"""Addresses of what concerns cases that leave."""

from django.urls import path

from hemvist.web.login.assurance import needs_strong
from hemvist.web.retention_pages import holding, views

urlpatterns = [
    path("enheten/gallring/", needs_strong(views.leaving), name="leaving"),
    path("enheten/gallring/godkann/", needs_strong(views.approve_cases), name="approve-leaving"),
    path("enheten/gallring/aterta/", needs_strong(views.withdraw_case), name="withdraw-leaving"),
    path("arende/<uuid:case_id>/sparr/", holding.holds, name="holds"),
    path("arende/<uuid:case_id>/sparr/hav/", needs_strong(holding.lift), name="lift-hold"),
]
