"""What stands in the files: texts that are the same again after they went to the other Chinese and back."""

from __future__ import annotations

CHINESE = "香港與深圳的合作會議"
MORE = "兩地青年在創業園區交流"
ENGLISH = "Hong Kong and Shenzhen co-operate"
HEBREW = "שלום עולם"
