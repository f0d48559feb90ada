"""pages.py FOLDER COUNT : makes up COUNT result pages of about 100 kB; the same bytes every time.

The rows have the markup, the repetition and the odd characters of real result pages, so that they pack as such do.
"""
import os, random, sys

CARDS = ["RTX 4090 24GB", "RTX 3090 Ti", "RTX A6000 48GB", "A100 80GB SXM4", "H100 PCIe 80GB", "Tesla V100 32GB",
         "MI210 64GB", "RTX 4070 Super", "RX 7900 XTX", "L40S 48GB"]
WORDS = ["tested", "boxed", "server pull", "low hours", "as new", "with bracket", "no box", "OC", "Founders Edition",
         "warranty", "dual fan", "– mint –", "二手", "free shipping", "ships today"]
CONDITIONS = ["Pre-Owned", "Used", "Open Box", "Refurbished", "For parts"]
PLACES = ["Germany", "United States", "Hong Kong", "Viet Nam", "Poland", "Japan"]
ROW = """<li class="s-item s-item__pl-on-bottom" data-view="mi:1686|iid:{n}" id="item{key:x}">
  <div class="s-item__wrapper clearfix"><div class="s-item__image-section"><div class="s-item__image">
    <a class="image-treatment" tabindex="-1" href="https://market.example/itm/{key}?hash={hash:x}:g:{hash2:x}">
      <img src="https://img.example/images/g/{hash:x}/s-l500.webp" alt="{title}" loading="lazy" width="500"></a></div></div>
    <div class="s-item__info clearfix"><a class="s-item__link" href="https://market.example/itm/{key}?hash={hash:x}">
      <div class="s-item__title"><span role="heading" aria-level="3">{title}</span></div></a>
      <div class="s-item__subtitle"><span class="SECONDARY_INFO">{condition}</span></div>
      <div class="s-item__details clearfix"><div class="s-item__detail s-item__detail--primary">
        <span class="s-item__price">US ${price:,.2f}</span><span class="s-item__bids">{bids} bids</span>
        <span class="s-item__shipping">+${shipping:.2f} shipping</span>
        <span class="s-item__location">from {place}</span></div><div class="s-item__detail">
        <span class="s-item__seller-info-text">seller_{seller} ({feedback:,}) {percent:.1f}%</span>
      </div></div></div></div></li>
"""


def page(number):
    chance = random.Random(number)
    rows = []
    for n in range(chance.randint(55, 65)):
        title = " ".join([chance.choice(CARDS), *chance.sample(WORDS, chance.randint(1, 5))])
        rows.append(ROW.format(
            n=n, key=chance.randrange(10**11, 10**12), hash=chance.getrandbits(64), hash2=chance.getrandbits(64),
            title=title, condition=chance.choice(CONDITIONS), price=chance.uniform(50, 20_000),
            bids=chance.randrange(40), shipping=chance.uniform(0, 60), place=chance.choice(PLACES),
            seller=chance.randrange(10**5), feedback=chance.randrange(10**5), percent=chance.uniform(90, 100)))
    head = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>used gpu, page {number}</title></head>'
    return f'{head}<body><ul class="srp-results">{"".join(rows)}</ul></body></html>\n'.encode()


folder, count = sys.argv[1], int(sys.argv[2])
os.makedirs(folder, exist_ok=True)
for number in range(count):
    with open(os.path.join(folder, f"{number:05d}.html"), "wb") as file:
        file.write(page(number))
