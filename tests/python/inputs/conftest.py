"""What the tests of readers and recognisers share."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from inputs.drafts import Drafted, draft_in


@pytest.fixture
def drafted(tmp_path: Path) -> Drafted:
    """drafted({name: lines}) is the mapping of a folder with these files."""
    return partial(draft_in, tmp_path)
