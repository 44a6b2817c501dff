"""Addresses of cases that belong together."""

from django.urls import path

from hemvist.web.related_cases import views

urlpatterns = [path("arende/<uuid:case_id>/hor-ihop/", views.related, name="related")]
