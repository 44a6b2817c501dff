"""Addresses of what concerns cases that leave."""

from django.urls import path

from hemvist.web.retention_pages import holding, views

urlpatterns = [
    path("enheten/gallring/", views.leaving, name="leaving"),
    path("enheten/gallring/godkann/", views.approve_cases, name="approve-leaving"),
    path("enheten/gallring/aterta/", views.withdraw_case, name="withdraw-leaving"),
    path("arende/<uuid:case_id>/sparr/", holding.holds, name="holds"),
    path("arende/<uuid:case_id>/sparr/<uuid:hold>/hav/", holding.lift, name="lift-hold"),
]
