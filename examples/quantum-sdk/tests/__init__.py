"""Makes ``python3 -m unittest`` work from the project's root without installing anything."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
