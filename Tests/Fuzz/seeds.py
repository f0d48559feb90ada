"""Writes what the fuzzers start from, one folder a target: python3 seeds.py FOLDER. All of it comes from fixtures/."""
import glob, hashlib, os, re, sys

out = sys.argv[1]


def seed(target, data):
    folder = os.path.join(out, target)
    os.makedirs(folder, exist_ok=True)
    if isinstance(data, str):
        data = data.encode("utf-8")
    with open(os.path.join(folder, hashlib.sha1(data).hexdigest()), "wb") as file:
        file.write(data)


def column(pattern, number=0):
    for name in sorted(glob.glob(pattern)):
        with open(name, encoding="utf-8") as file:
            for line in file.read().split("\n")[1:]:
                cells = line.split("\t")
                if len(cells) > number and cells[number]:
                    yield cells[number]


for name in sorted(glob.glob("fixtures/pages/*/*/page.*") + glob.glob("fixtures/hostile/*/*")):
    with open(name, "rb") as file:
        data = file.read()
    target = "json" if name.endswith(".json") else "html"
    if "fixtures/hostile/" in name:
        target = name.split("/")[2]
    seed(target, data[:16384])
    for script in re.findall(rb"<script[^>]*ld\+json[^>]*>(.*?)</script", data, re.S):
        seed("json", script)
for text in column("fixtures/prices/*.tsv"):
    seed("price", text)
for text in column("fixtures/titles/*.tsv"):
    seed("title", text)
for text in column("fixtures/dates/*.tsv"):
    seed("date", text)
for name in sorted(glob.glob("fixtures/pages/*/*/listings.json")):
    with open(name, encoding="utf-8") as file:
        for text in re.findall(r'"(?:posted|published)":"([^"]*)"', file.read()):
            seed("date", text)
for text in ("Вчера 23:51", "3天前", "hôm qua", "Tue, 15 Apr 2025 20:00:00 GMT", "16 Apr 2025 04:00 CST", "2025-04-15",
             "15.04.2025 08:30", "14 июля 2025 21:05", "1756000000000", "2 days ago", "2025-04-15T22:00:00+02:00"):
    seed("date", text)
