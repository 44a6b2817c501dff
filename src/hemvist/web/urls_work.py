"""Addresses of the worklist, new cases, the routine and the calendar."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
