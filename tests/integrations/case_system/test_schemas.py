"""The format is committed as JSON Schema: a change of the models is a change of the files, and is seen."""

import json

import pytest
from jsonschema import Draft202012Validator

from hemvist.integrations.case_system.lines import Manifest
from hemvist.integrations.case_system.schemas import FOLDER, schemas
from tests.integrations.case_system.files import case_line


def test_the_schema_files_are_what_the_models_say() -> None:
    """Written by ``python -m hemvist.integrations.case_system.schemas``; a change that others notice is a new version."""
    committed = {place.name: place.read_text(encoding="utf-8") for place in FOLDER.glob("*.json")}
    assert committed == schemas()


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_is_a_schema(name: str) -> None:
    """By the dialect that it names."""
    schema = json.loads(schemas()[name])
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema)


def test_what_the_models_accept_the_schema_accepts() -> None:
    """And what they refuse it refuses: an unknown field, a value that is not there."""
    validator = Draft202012Validator(json.loads(schemas()["case.json"]))
    assert list(validator.iter_errors(case_line("1"))) == []
    for wrong in (case_line("1", extra=1), case_line("1", protection="hemlig"), case_line("")):
        assert list(validator.iter_errors(wrong))


def test_a_manifest_says_its_version() -> None:
    """So that a reader of another version does not guess."""
    assert Manifest.model_json_schema()["properties"]["version"]["const"] == 1
