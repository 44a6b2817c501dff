#!/bin/sh
# Gather the pages' texts, bring the English catalogue up to date and compile it. Swedish, the source language, needs no catalogue.
# Afterwards, translate what is empty in django.po and run this again; a test fails for as long as anything is untranslated.
set -eu
cd "$(dirname "$0")/.."
pybabel=${PYBABEL:-.venv/bin/pybabel}
catalogue=src/hemvist/web/locale/en/LC_MESSAGES/django.po
gathered=$(mktemp)
trap 'rm -f "$gathered"' EXIT

"$pybabel" --quiet extract -F pyproject.toml -k gettext_lazy -k ngettext_lazy:1,2 -k pgettext:1c,2 --no-location --sort-output --width=120 -o "$gathered" .
"$pybabel" --quiet update -D django -l en -i "$gathered" -o "$catalogue" --width=120 --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
# Only what a reader of the file needs stays in its heading, so that it changes when a text does and not otherwise.
sed -i -E '/^"(Report-Msgid|POT-Creation|PO-Revision|Last-Translator|Generated-By|Language-Team)/d' "$catalogue"
"$pybabel" --quiet compile -D django -l en -i "$catalogue" -o "${catalogue%.po}.mo"
