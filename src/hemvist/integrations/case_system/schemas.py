"""The format as JSON Schema, one file for each kind of line and one for the manifest. ``python -m hemvist.integrations.case_system.schemas`` writes them."""

import json
from pathlib import Path

from pydantic import BaseModel

from hemvist.integrations.case_system.lines import LINES, VERSION, Manifest

FOLDER = Path(__file__).with_name("schema") / f"v{VERSION}"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Give each schema file's name and text, as the models are now."""
    models: dict[str, type[BaseModel]] = {**LINES, "manifest": Manifest}
    return {f"{name}.json": _text(model) for name, model in models.items()}


def _text(model: type[BaseModel]) -> str:
    schema = {"$schema": DIALECT, **model.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
