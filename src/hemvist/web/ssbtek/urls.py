"""Addresses of the SSBTEK check."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
