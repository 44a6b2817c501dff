"""Addresses of the inbox, its settings and what could not be delivered."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
