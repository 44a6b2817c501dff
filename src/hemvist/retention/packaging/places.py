"""Where each thing stands in a package. No name tells of a person: the package itself is named by a number drawn at random."""

Files = dict[str, bytes]
"""What a package holds, by its place in it."""

MANIFEST = "METS.xml"
DESCRIPTION = "metadata/descriptive/dc.xml"
PRESERVATION = "metadata/preservation/premis.xml"
DATA = "representations/rep1/data"
EVENTS = f"{DATA}/handelser.json"
READABLE = f"{DATA}/arende.html"
READABLE_PDF = f"{DATA}/arende.pdf"
DOCUMENTATION = "documentation"
HOW_TO_READ = f"{DOCUMENTATION}/las-mig.txt"
SCHEMA = "schemas/handelser.schema.json"
GOVERNING = f"{DOCUMENTATION}/styrande-dokument"

DOCUMENTS = f"{DATA}/handlingar"
"""Letters and attached papers, each by the name that its event tells: the field ``document``."""

PRESERVED = f"{DATA}/arkivformat"
"""Attached papers once more, as PDF/A, each by the same name."""

EVENTS_FORMAT = "hemvist-events-1"

MEDIA_TYPES = {
    ".html": "text/html",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".toml": "application/toml",
    ".txt": "text/plain",
    ".xml": "application/xml",
}
