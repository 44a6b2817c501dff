"""Addresses of the unit's pages."""

from django.urls import path

from hemvist.web.login.assurance import needs_strong
from hemvist.web.unit_pages import views

urlpatterns = [
    path("enheten/", views.staff, name="unit"),
    path("enheten/franvaro/", needs_strong(views.absence), name="unit-absence"),
    path("enheten/overlamning/", needs_strong(views.hand_over), name="unit-hand-over"),
    path("enheten/telefon/", needs_strong(views.telephone), name="unit-telephone"),
    path("enheten/utse/", needs_strong(views.appoint), name="unit-appoint"),
]
