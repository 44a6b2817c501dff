"""Addresses of letters and forms."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
