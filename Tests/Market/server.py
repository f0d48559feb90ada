#!/usr/bin/env python3
"""The made-up marketplace over HTTP, on a day and in a state that a file names.

  server.py STATE [--first DAY] [--last DAY] [--seed N]

Prints its port and ends with its stdin. STATE holds a JSON object: `day`, `state` and `delay`, milliseconds a page.
States: ok; down (503 to everything); block (a page for humans in place of the answer); drift (members renamed);
partial (the third page and those after it fail)."""
import argparse
import http.server
import json
import sys
import threading
import time
import urllib.parse

from market import Market, day, page
from nights import PER_PAGE

BLOCK = b"""<!DOCTYPE html><html><head><title>Pardon Our Interruption</title></head>
<body><h1>Pardon our interruption</h1><div class="h-captcha"></div></body></html>"""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        with open(self.server.state) as file:
            told = json.load(file)
        state = told.get("state", "ok")
        if state == "down":
            return self.answer(503, "text/plain", b"down for repairs\n")
        address = urllib.parse.urlsplit(self.path)
        if address.path == "/robots.txt":
            return self.answer(200, "text/plain", b"User-agent: *\nAllow: /\n")
        if not address.path.startswith("/buy/browse/"):
            return self.answer(404, "text/plain", b"no such page\n")
        time.sleep(told.get("delay", 0) / 1000)
        if state == "block":
            return self.answer(200, "text/html", BLOCK)
        offset = int(urllib.parse.parse_qs(address.query).get("offset", ["0"])[0])
        if state == "partial" and offset >= 2 * PER_PAGE:
            return self.answer(500, "text/plain", b"try again later\n")
        items = self.server.market.days[day(told["day"])]
        base = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.answer(200, "application/json", page(items, base, offset, PER_PAGE, renamed=state == "drift"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("state")
    parser.add_argument("--first", type=day, default=day("2025-03-06"))
    parser.add_argument("--last", type=day, default=day("2025-09-12"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1)
    given = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.state = given.state
    server.market = Market(given.first, given.last, given.seed, given.scale)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
