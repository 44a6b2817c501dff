"""Where each thing stands in a package. No name tells of a person: the package itself is named by a number drawn at random."""

Files = dict[str, bytes]
"""What a package holds, by its place in it."""

MANIFEST = "METS.xml"
DESCRIPTION = "metadata/descriptive/dc.xml"
PRESERVATION = "metadata/preservation/premis.xml"
DATA = "representations/rep1/data"
EVENTS = f"{DATA}/handelser.json"
READABLE = f"{DATA}/arende.html"
DOCUMENTATION = "documentation"
HOW_TO_READ = f"{DOCUMENTATION}/las-mig.txt"
SCHEMA = "schemas/handelser.schema.json"
GOVERNING = f"{DOCUMENTATION}/styrande-dokument"

EVENTS_FORMAT = "hemvist-events-1"

MEDIA_TYPES = {
    ".html": "text/html",
    ".json": "application/json",
    ".md": "text/markdown",
    ".toml": "application/toml",
    ".txt": "text/plain",
    ".xml": "application/xml",
}
