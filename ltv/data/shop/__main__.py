"""`python -m ltv.data.shop seeds/sample` writes the generated sample shop anew."""

import sys
from pathlib import Path

from ltv.data.shop import generate, write

if len(sys.argv) != 2:
    sys.exit("usage: python -m ltv.data.shop FOLDER, for example: python -m ltv.data.shop seeds/sample")
write(generate(), Path(sys.argv[1]))
