"""Platforms of advertising: the channels of their reports, and how files and customers' tables may call them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ltv.inputs.formats.names import key

PLATFORMS: Mapping[str, str] = {
    "google_ads": r"google|adwords",
    "meta_ads": r"meta|facebook|instagram|^fb$",
    "tiktok_ads": r"tik_?tok",
    "linkedin_ads": r"linked_?in",
    "microsoft_ads": r"microsoft|bing",
    "pinterest_ads": r"pinterest",
    "snapchat_ads": r"snapchat",
    "reddit_ads": r"reddit",
    "x_ads": r"twitter|^x$",
    "amazon_ads": r"amazon",
}
"""Channel of a report -> how the customers' file may call it."""

IN_FILE_NAMES: Mapping[str, str] = {
    **{channel: pattern.replace("^", "").replace("$", "") for channel, pattern in PLATFORMS.items()},
    "meta_ads": "meta|facebook|instagram|fb",
    "snapchat_ads": "snap|snap_?chat",
    "amazon_ads": "amazon|sponsored_(products|brands|display)",
    **{
        name: name
        for name in (
            *("criteo", "taboola", "outbrain", "quora", "yandex", "baidu", "apple_search_ads", "adroll", "rtb_house"),
            *(
                "spotify",
                "awin",
                "impact",
                "partnerize",
                "rakuten_advertising",
                "kakao",
                "naver",
                "applovin",
                "unity_ads",
                "vk",
                "mytarget",
                "line_ads",
                "yahoo",
                "trade_desk",
            ),
        )
    },
}


def platform_of(name: str) -> str | None:
    """The platform that a file is named after, where it is one only: facebook_ads__basic_ad is one of Meta."""
    words = key(name)
    found = [channel for channel, pattern in IN_FILE_NAMES.items() if re.search(rf"(^|_)({pattern})(_|$)", words)]
    return found[0] if len(found) == 1 else None
