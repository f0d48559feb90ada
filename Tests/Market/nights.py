#!/usr/bin/env python3
"""Simulated nights of the made-up marketplace.

  nights.py archive FOLDER --first DAY --last DAY    a WARC file for each night that was read
  nights.py source PIPELINES                         declares the marketplace and its supply shock there
Both take --base (default http://market.example), --seed and --scale; source takes --fetched where nights fetch it."""
import argparse
import gzip
import os
import re
import uuid

from market import DAY, Market, Plan, day, page, search

PER_PAGE = 100


def record(kind, date, body, url=None):
    """A WARC record, packed by itself; the same bytes each time."""
    number = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {date} {url}")
    heads = [f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:{number}>", f"WARC-Date: {date}"]
    if url:
        heads += [f"WARC-Target-URI: {url}", "Content-Type: application/http; msgtype=response"]
    else:
        heads += ["Content-Type: application/warc-fields"]
    head = "WARC/1.1\r\n" + "".join(f"{line}\r\n" for line in heads) + f"Content-Length: {len(body)}\r\n\r\n"
    return gzip.compress(head.encode() + body + b"\r\n\r\n", 6, mtime=0)


def pages(items, base):
    """The search pages of a day: their addresses and bytes."""
    for offset in range(0, max(1, len(items)), PER_PAGE):
        yield search(base, offset, PER_PAGE), page(items, base, offset, PER_PAGE)


def archive(market, night, base, path, partial=False):
    """Writes what a crawl of a night would have kept; only the first pages where it broke off."""
    shown = list(pages(market.days[night], base))
    date = f"{night}T03:17:00Z"
    with open(path, "wb") as file:
        file.write(record("warcinfo", date, b"software: made-up marketplace\r\n"))
        for url, body in shown[: len(shown) // 2 if partial else None]:
            head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            file.write(record("response", date, head.encode() + body, url))


def archives(market, folder, base, first, last):
    """An archive for every night from `first` to `last` but those of the outage."""
    os.makedirs(folder, exist_ok=True)
    plan, night = market.plan, first
    while night <= last:
        if str(night) not in plan.outage:
            archive(market, night, base, os.path.join(folder, f"{night}.warc.gz"), str(night) in plan.partial)
        night += DAY


def declare(pipelines, base, plan=Plan(), fetched=False):
    """Declares the marketplace, read as eBay's Browse API is, and the event of its supply shock."""
    with open(os.path.join(pipelines, "sources", "ebay-browse.json5")) as file:
        text = file.read()
    read = text[re.search(r"^  read: \{", text, re.M).start():]
    fetch = f"""
  fetch: {{
    urls: ["{search(base, 0, PER_PAGE)}"], networks: ["127.0.0.0/8"], delay_seconds: 0, timeout_seconds: 20, retries: 0,
    maximum_pages: 60, maximum_depth: 59, pagination: {{ next: {{ pointer: "/next" }} }},
  }},""" if fetched else ""
    with open(os.path.join(pipelines, "sources", "market.json5"), "w") as file:
        file.write(f"""// A marketplace that is made up, for simulated nights.
{{
  name: "market", title: "A made-up marketplace", kind: "marketplace", access: "{'nightly' if fetched else 'saved'}",
  url: "{base}/", locale: "en-US", currency: "USD", terms: "ours to read", robots: "allowed", auth: "none",
  allowed_uses: ["analysis"],{fetch}
  recognize: {{ hosts: ["{base.split('//')[1].split(':')[0]}"] }},
{read}""")
    families = ", ".join(f'"{family}"' for family in plan.supplied)
    with open(os.path.join(pipelines, "events", "made-up.json5"), "w") as file:
        file.write(f"""{{
  events: [
    {{
      id: "made-up-auction", title: "A data center is sold off, card by card", announced_on: "{plan.supply}",
      effective_on: "{plan.supply}", anchor_on: "{plan.supply}", jurisdiction: "US", actor: "an auctioneer",
      direction: "relax", kind: "supply", role: "industry", confidence: "high", targets: [{families}],
      sources: ["https://auction.example/"],
    }},
  ],
}}
""")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", choices=["archive", "source"])
    parser.add_argument("folder")
    parser.add_argument("--first", type=day, default=day("2025-02-03"))
    parser.add_argument("--last", type=day, default=day("2025-09-09"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--base", default="http://market.example")
    parser.add_argument("--fetched", action="store_true")
    given = parser.parse_args()
    if given.mode == "source":
        return declare(given.folder, given.base, fetched=given.fetched)
    archives(Market(given.first, given.last, given.seed, given.scale), given.folder, given.base, given.first, given.last)


if __name__ == "__main__":
    main()
