"""A made-up marketplace, day by day: listings of GPUs that come, change their price, go and come back.

The same seed gives the same market. Planted in it, with the dates of `Plan`: a policy event that moves buyers to
substitutes, a supply shock, one seller's spam, and nights that went wrong. `pages` shows a day as the search pages of
the Browse API, which `pipelines/sources/ebay-browse.json5` reads.
"""
import dataclasses, datetime, json, math, random

DAY = datetime.timedelta(days=1)


def day(text):
    return datetime.date.fromisoformat(text)


@dataclasses.dataclass(frozen=True)
class Plan:
    """What is planted, and when."""
    event: datetime.date = day("2025-08-12")
    # The rise of arrivals and of the chance to sell, as a logarithm, for three weeks; prices stay up.
    demand: float = 0.55
    price: float = 0.14
    substitutes: tuple = ("A100", "H100")
    supply: datetime.date = day("2025-06-17")
    supplied: tuple = ("V100",)
    flood: float = 0.9
    discount: float = -0.16
    spam: datetime.date = day("2025-07-20")
    spammed: str = "A100"
    copies: int = 200
    # A day's chance to go: how long things are for sale, and so how many stand on a page.
    hazard: float = 0.14
    # Nights of which nothing, or only the first pages, were read.
    outage: tuple = ("2025-06-03", "2025-06-04", "2025-06-05", "2025-06-06")
    partial: tuple = ("2025-07-05",)


# Family: arrivals a day, then its models as (share, title, US dollars).
FAMILIES = {
    "A100": (9, [(5, "NVIDIA A100 40GB PCIe", 3900), (3, "NVIDIA A100 80GB PCIe", 8200),
                 (4, "NVIDIA A100 80GB SXM4", 5200)]),
    "H100": (6, [(5, "NVIDIA H100 80GB PCIe", 21000), (3, "NVIDIA H100 80GB SXM5", 19500)]),
    "H20": (5, [(1, "NVIDIA H20 96GB SXM5", 11800)]),
    "RTX 4090": (9, [(1, "GeForce RTX 4090 24GB", 1900)]),
    "RTX 3090": (12, [(1, "GeForce RTX 3090 24GB", 780)]),
    "V100": (8, [(3, "Tesla V100 32GB PCIe", 950), (2, "Tesla V100 16GB PCIe", 420)]),
    "L40S": (5, [(1, "NVIDIA L40S 48GB", 7400)]),
    "T4": (7, [(1, "NVIDIA Tesla T4 16GB", 560)]),
    "RTX A6000": (7, [(1, "NVIDIA RTX A6000 48GB", 3300)]),
    "P40": (6, [(1, "NVIDIA Tesla P40 24GB", 290)]),
    "A40": (5, [(1, "NVIDIA A40 48GB PCIe", 4300)]),
}
CONDITIONS = [(6, "Used", 0.0), (2, "Open box", 0.05), (2, "New", 0.12)]
WORDS = ["tested", "working", "pulled from server", "fast shipping", "great card", "warranty", "low hours", "clean",
         "free shipping", "home lab", "AI training", "deep learning", "inference", "from upgrade", "no box", "with box",
         "passive cooling", "data center pull", "single owner", "never mined", "grade A", "in stock", "ready to ship"]
COUNTRIES = ["US", "US", "US", "DE", "GB", "CN", "CN", "HK", "SG"]
WEEKDAYS = [0.06, 0.04, 0.0, 0.0, -0.04, -0.08, 0.02]
# A day's chance to have its price cut, and the chance of what goes to come back.
CUT, RELIST = 0.02, 0.06


@dataclasses.dataclass(frozen=True)
class Item:
    key: int
    family: str
    title: str
    cents: int
    condition: str
    seller: str
    country: str
    created: str


class Market:
    """The listings of each day from `first` to `last`."""

    def __init__(self, first, last, seed=1, scale=1.0, plan=Plan()):
        self.plan, self.scale = plan, scale
        self.random = random.Random(f"market/{seed}")
        self.number = 0
        self.days = {}
        self.drift = {name: 0.0 for name in FAMILIES}
        self.mood = {name: 0.0 for name in FAMILIES}
        self.market = 0.0
        self.level = 0.0
        live, returns, spam = [], {}, []
        today = first - 45 * DAY
        while today <= last:
            live = self.night(today, live, returns)
            if today == plan.spam:
                spam = [self.spam(today) for _ in range(plan.copies)]
            if today >= plan.spam + 5 * DAY:
                spam = []
            if today >= first:
                # The newest first, as shops show them.
                self.days[today] = sorted(live + spam, key=lambda item: -item.key)
            today += DAY

    def poisson(self, mean):
        limit, count, product = math.exp(-mean), 0, self.random.random()
        while product > limit:
            count, product = count + 1, product * self.random.random()
        return count

    def pick(self, weighted):
        return self.random.choices(weighted, [entry[0] for entry in weighted])[0]

    def moves(self, family, today):
        """What is planted for a family on a day, as logarithms: of arrivals, of the chance to go, of prices."""
        plan, arrivals, goes, price = self.plan, 0.0, 0.0, 0.0
        since = (today - plan.event).days
        if family in plan.substitutes and since >= 0:
            size = plan.demand if since < 21 else plan.demand * 0.5 ** ((since - 21) / 7)
            arrivals, goes, price = size, size, plan.price * min(1, (since + 1) / 7)
        since = (today - plan.supply).days
        if family in plan.supplied and since >= 0:
            arrivals += plan.flood if since < 21 else plan.flood * 0.5 ** ((since - 21) / 5)
            price += plan.discount * min(1, (since + 1) / 6)
        return arrivals, goes, price

    def night(self, today, live, returns):
        gauss = self.random.gauss
        self.market = 0.8 * self.market + gauss(0, 0.05)
        self.level += gauss(0, 0.002)
        kept, sold = [], []
        usual = {}
        for family in FAMILIES:
            self.mood[family] = 0.7 * self.mood[family] + gauss(0, 0.06)
            self.drift[family] += gauss(0, 0.002)
            usual[family] = self.market + self.mood[family] + WEEKDAYS[today.weekday()]
        for item in live:
            goes = self.moves(item.family, today)[1]
            if self.random.random() < self.plan.hazard * math.exp(goes + usual[item.family]):
                sold.append(item)
            elif self.random.random() < CUT:
                kept.append(dataclasses.replace(item, cents=int(item.cents * self.random.uniform(0.9, 0.98))))
            else:
                kept.append(item)
        for item in sold:
            if self.random.random() < RELIST:
                returns.setdefault(today + self.random.randint(2, 6) * DAY, []).append(item)
        for item in returns.pop(today, []):
            kept.append(dataclasses.replace(item, key=self.key(), created=today.isoformat()))
        for family, (rate, models) in FAMILIES.items():
            arrivals, _, price = self.moves(family, today)
            for _ in range(self.poisson(rate * self.scale * math.exp(arrivals + usual[family]))):
                kept.append(self.item(family, models, today, price))
        return kept

    def key(self):
        self.number += 1
        return 700000000000 + self.number * 7

    def item(self, family, models, today, price):
        _, title, dollars = self.pick(models)
        _, condition, worth = self.pick(CONDITIONS)
        words = self.random.sample(WORDS, self.random.randint(2, 4))
        log = math.log(dollars) + self.level + self.drift[family] + price + worth + self.random.gauss(0, 0.09)
        return Item(self.key(), family, f"{title} {' '.join(words)}", int(math.exp(log) * 100), condition,
                    f"seller-{self.random.randrange(500)}", self.random.choice(COUNTRIES), today.isoformat())

    def spam(self, today):
        family = self.plan.spammed
        title = self.pick(FAMILIES[family][1])[1]
        words = self.random.sample(WORDS, 6)
        return Item(self.key(), family, f"{title} {' '.join(words)}", self.random.randrange(100000, 900000), "Used",
                    "best-gpu-deals", "CN", today.isoformat())


def search(base, offset, limit):
    return f"{base}/buy/browse/v1/item_summary/search?q=gpu&limit={limit}" + (f"&offset={offset}" if offset else "")


def page(items, base, offset, limit, renamed=False):
    """One search page as bytes, of all items of a day; `renamed` gives the members other names, as a new layout does."""
    shown = []
    for item in items[offset:offset + limit]:
        dollars = f"{item.cents // 100}.{item.cents % 100:02d}"
        shown.append({
            "itemId": f"v1|{item.key}|0", "title": item.title, "price": {"value": dollars, "currency": "USD"},
            "seller": {"username": item.seller}, "condition": item.condition,
            "buyingOptions": ["FIXED_PRICE"], "itemWebUrl": f"{base}/itm/{item.key}",
            "itemLocation": {"country": item.country}, "legacyItemId": str(item.key),
            "itemCreationDate": f"{item.created}T02:00:00.000Z"})
    answer = {"href": search(base, offset, limit), "total": len(items), "limit": limit, "offset": offset}
    if offset + limit < len(items):
        answer["next"] = search(base, offset + limit, limit)
    answer["itemSummaries"] = shown
    if renamed:
        names = {"title": "headline", "itemId": "listing", "price": "cost"}
        answer["itemSummaries"] = [{names.get(name, name): value for name, value in one.items()} for one in shown]
    return json.dumps(answer, separators=(",", ":")).encode()
