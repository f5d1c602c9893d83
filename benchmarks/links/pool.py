"""The bound: what a bare pool of `requests` makes of list.txt, with no pace, no robots file and no judgement."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

WORKERS = 64


def main() -> None:
    """Print the status of each address, 0 where there was none."""
    again = Retry(3, backoff_factor=0.1, status_forcelist=[429, 500, 503], raise_on_status=False)
    session = requests.Session()
    session.mount("http://", HTTPAdapter(pool_connections=WORKERS, pool_maxsize=WORKERS, max_retries=again))

    def status(url: str) -> int:
        try:
            return session.get(url, timeout=30).status_code
        except requests.RequestException:
            return 0

    urls = Path("list.txt").read_text().split()
    with ThreadPoolExecutor(WORKERS) as pool:
        print(json.dumps(dict(zip(urls, pool.map(status, urls), strict=True))))


if __name__ == "__main__":
    main()
