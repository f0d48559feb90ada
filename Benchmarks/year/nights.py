"""nights.py FOLDER NIGHTS LISTINGS: made-up nights of one marketplace, a folder of pages and a manifest for each.

Each night one listing in forty gives way to a new one and one in forty has another price: a churn of 5 %.
"""
import datetime, os, random, sys

folder, nights, listings = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
random.seed(20250101)
MODELS = ["NVIDIA A100 PCIe 40GB", "NVIDIA A100 SXM4 80GB", "RTX 4090 24GB", "RTX 3090 24GB", "Tesla V100 PCIe 32GB"]
PER_PAGE = 50
start = datetime.date(2025, 1, 1)
number = 0


def fresh():
    global number
    number += 1
    return [100000000000 + number * 13, random.choice(MODELS), random.randrange(20000, 900000)]


market = [fresh() for _ in range(listings)]
for night in range(nights):
    if night:
        places = random.sample(range(listings), listings // 20)
        for place in places[: len(places) // 2]:
            market[place] = fresh()
        for place in places[len(places) // 2:]:
            market[place][2] = max(1000, int(market[place][2] * random.uniform(0.9, 1.1)))
    day = start + datetime.timedelta(days=night)
    path = f"{folder}/{night:03d}"
    os.makedirs(path)
    with open(f"{folder}/{night:03d}.tsv", "w") as manifest:
        manifest.write("file\tsource\turl\tfetched_at\n")
        for page in range(0, listings, PER_PAGE):
            name = f"{page // PER_PAGE:03d}.html"
            items = "".join(
                f'<li class="item"><a class="t" href="/item/{key}">{title}, used</a>'
                f'<b class="p">US ${price / 100:.2f}</b></li>\n' for key, title, price in market[page:page + PER_PAGE])
            with open(f"{path}/{name}", "w") as file:
                file.write(f"<html><head><title>year</title></head><body><!-- {day} --><ul>\n{items}</ul></body></html>")
            manifest.write(
                f"{night:03d}/{name}\tyear\thttps://year.example/search?page={page // PER_PAGE + 1}\t{day}T06:00:00Z\n")
