"""Pictures of pages: drawn from the PDF, small and grey, and compared by cells, so that what a person would see differs and nothing else does.

``python -m tests.letters.pictures`` draws the kept pictures anew, for somebody to look at before they are committed.
"""

from pathlib import Path

import pypdfium2
from PIL import Image

KEPT = Path(__file__).with_name("pictures")
WIDTH, CELL = 420, 2
DIFFERS_BY = 40
"""Of 255: how much the mean of a cell may differ. The kept pictures have few shades and are off by up to 25; another last digit gives 60."""


def pages_of(pdf: bytes) -> list[Image.Image]:
    """Draw every page, in grey."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=WIDTH / page.get_width()).to_pil().convert("L") for page in document]


def together(pages: list[Image.Image]) -> Image.Image:
    """Put pages under one another."""
    whole = Image.new("L", (pages[0].width, sum(page.height for page in pages)), 255)
    below = 0
    for page in pages:
        whole.paste(page, (0, below))
        below += page.height
    return whole


def cells_that_differ(one: Image.Image, other: Image.Image) -> int:
    """How many cells are not alike; all of them where the sizes differ."""
    size = (max(1, one.width // CELL), max(1, one.height // CELL))
    if one.size != other.size:
        return size[0] * size[1]
    cells = [image.resize(size, Image.Resampling.BOX).tobytes() for image in (one, other)]
    return sum(abs(a - b) > DIFFERS_BY for a, b in zip(*cells, strict=True))


def main() -> None:
    """Draw the kept pictures anew."""
    import django

    django.setup()
    from hemvist.letters.kinds import kinds
    from hemvist.letters.typesetting import set_pdf, template_of
    from tests.letters.samples import sample

    KEPT.mkdir(exist_ok=True)
    for kind in kinds().values():
        drawn = together(pages_of(set_pdf(template_of(kind.id), sample(kind))))
        drawn.quantize(32).save(KEPT / f"{kind.id}.png", optimize=True)


if __name__ == "__main__":
    main()
