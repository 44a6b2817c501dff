"""Addresses of texts for the main case system, and the exchange of files."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
