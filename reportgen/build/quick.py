"""Says that there is nothing to do, without reading the project."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.build.manifest import Manifest
from reportgen.build.outcome import Outcome, Result
from reportgen.build.state import Known
from reportgen.model.target import Target


def unchanged_results(known: Known | None, targets: Sequence[Target], manifest: Manifest) -> list[Result] | None:
    """The results of a build that has nothing to make; None where that is not certain, and a build finds out.

    Certain is what the last builds have found of this very state of the project: that all targets can be made, and
    that what each file was made from holds. The files are looked at.
    """
    if known is None or not known.sound:
        return None
    for target in targets:
        if not (manifest.state_of(target.path) == known.state and manifest.is_untouched(target.path)):
            return None
    return [Result(target, Outcome.UNCHANGED) for target in targets]
