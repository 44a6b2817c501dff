"""Addresses of the unit's pages."""

from django.urls import path

from hemvist.web.unit_pages import views

urlpatterns = [
    path("enheten/", views.staff, name="unit"),
    path("enheten/franvaro/", views.absence, name="unit-absence"),
    path("enheten/overlamning/", views.hand_over, name="unit-hand-over"),
]
