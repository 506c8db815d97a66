"""What changed between two contact sheets, page by page, as people would see it; and a picture of it.

LibreOffice, FreeType and fonts draw the edges of letters a little differently from version to version.
So pages are blurred before they are compared, and few differing pixels do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, reduce

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from docs.gallery.sheet import CAPTION, INK, MARGIN, PAGE_WIDTH, Page, Sheet
from docs.printed import DESK


@dataclass(frozen=True, slots=True)
class Look:
    """A way to look at two pages: blurred by `blur` pixels, a pixel differs by more than `levels` of 255 in a
    channel, and pages differ when more than `share` of their pixels do.
    """

    blur: float
    levels: int
    share: float


LOOKS = (Look(1.5, 40, 0.0001), Look(6, 12, 0.002))
"""Words that moved; areas that changed their colour a little.

Measured on 44 pages, 360 pixels wide: at the first look a page that another program (Poppler) drew, or that was moved
by a third of a pixel, differs in 0.00001 of its pixels at most; one with a single word of small print moved by four
pixels in 0.00026, in the median. A changed digit of small print is not seen.
"""
RED = (255, 128, 128)


@dataclass(frozen=True, slots=True)
class Change:
    """Two pages that differ; one of them is None where a page is new or gone."""

    before: Page | None
    now: Page | None

    def __str__(self) -> str:
        """What is said of it: `deck 4 changed`."""
        match self.before, self.now:
            case Page() as before, Page() as now:
                return f"{before.name} changed" + ("" if before.name == now.name else f" (now {now.name})")
            case None, Page() as now:
                return f"{now.name} is new"
            case Page() as before, _:
                return f"{before.name} is gone"
        raise ValueError("a change of no page")


def changes(before: Sheet, now: Sheet) -> list[Change]:
    """The pages that changed, document by document."""
    kinds = dict.fromkeys(page.kind for page in (*before.pages, *now.pages))
    return [
        Change(old, new)
        for kind in kinds
        for old, new in _paired(*([page for page in sheet.pages if page.kind == kind] for sheet in (before, now)))
        if old is None or new is None or differ(old.image, new.image)
    ]


def differ(before: Image.Image, now: Image.Image) -> bool:
    """Whether people would call two pages different."""
    return before.size != now.size or any(_share(_differing(before, now, look)) > look.share for look in LOOKS)


def draw_changes(found: Sequence[Change]) -> Image.Image:
    """A row for each change: the page before, the page now, and the page now, on red around what differs."""
    rows = [_row(change) for change in found]
    picture = Image.new("RGB", (rows[0].width, sum(row.height for row in rows) + MARGIN), DESK)
    y = 0
    for row in rows:
        picture.paste(row, (0, y))
        y += row.height
    return picture


def _row(change: Change) -> Image.Image:
    images = [page.image if page else None for page in (change.before, change.now)]
    if change.before and change.now:
        images.append(_marked(change.before.image, change.now.image))
    height = max(image.height for image in images if image)
    row = Image.new("RGB", (MARGIN + 3 * (PAGE_WIDTH + MARGIN), height + MARGIN + CAPTION), DESK)
    draw, font = ImageDraw.Draw(row), ImageFont.load_default(size=12)
    for column, (image, word) in enumerate(zip(images, ("before", "now", str(change)), strict=False)):
        x = MARGIN + column * (PAGE_WIDTH + MARGIN)
        draw.text((x, 4), word if image or column > 1 else str(change), INK, font)
        if image:
            row.paste(image, (x, MARGIN + CAPTION - 2))
    return row


def _marked(before: Image.Image, now: Image.Image) -> Image.Image:
    """The page in pale grey, on red around what differs; on red altogether where the sizes differ."""
    red = ImageChops.multiply(now, Image.new("RGB", now.size, RED))
    if before.size != now.size:
        return red
    pale = Image.blend(now.convert("L").convert("RGB"), Image.new("RGB", now.size, "white"), 0.6)
    mask = reduce(ImageChops.lighter, (_differing(before, now, look) for look in LOOKS))
    return Image.composite(red, pale, mask.filter(ImageFilter.MaxFilter(9)))


def _differing(before: Image.Image, now: Image.Image, look: Look) -> Image.Image:
    """White where two pages of one size differ, black elsewhere."""
    blur = ImageFilter.GaussianBlur(look.blur)
    channels = ImageChops.difference(before.filter(blur), now.filter(blur)).split()
    return reduce(ImageChops.lighter, channels).point([255 if level > look.levels else 0 for level in range(256)])


def _share(mask: Image.Image) -> float:
    return mask.histogram()[255] / (mask.width * mask.height)


def _paired(before: Sequence[Page], now: Sequence[Page]) -> Iterator[tuple[Page | None, Page | None]]:
    """Pages that belong together, in order; what is left over are those without which the rest are most alike."""
    if len(before) > len(now):
        yield from ((old, new) for new, old in _paired(now, before))
        return

    @cache
    def unlike(old: int, new: int) -> float:
        first, second = before[old].image, now[new].image
        return _share(_differing(first, second, LOOKS[0])) if first.size == second.size else 1.0

    @cache
    def best(olds: int, news: int) -> tuple[float, tuple[int, ...]]:
        """For the first pages of both: how unlike they are together, and which of the new ones have a partner."""
        if not olds:
            return 0.0, ()
        cost, partners = best(olds - 1, news - 1)
        together = (cost + unlike(olds - 1, news - 1), (*partners, news - 1))
        return min(together, best(olds, news - 1)) if news > olds else together

    partner_of = dict(zip(best(len(before), len(now))[1], before, strict=True))
    yield from ((partner_of.get(index), page) for index, page in enumerate(now))
