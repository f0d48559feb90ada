/// What the page does for those who let it: other currencies, sorting, and the values under the pointer.
///
/// Nothing in it asks the network, stores anything or makes markup of text; the page says the same without it.
let pageScript = """
  'use strict';
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const make = (name, text, parent) => {
    const made = document.createElement(name);
    made.textContent = text;
    parent.append(made);
    return made;
  };
  const number = text => {
    const found = text.replace(/,/g, '').replace(/\\u2212/g, '-').match(/-?\\d+(\\.\\d+)?/);
    return found ? Number(found[0]) : -Infinity;
  };
  for (const table of all('table')) {
    all('thead th', table).forEach((head, place) => {
      const title = head.textContent;
      head.textContent = '';
      const button = make('button', title, head);
      button.type = 'button';
      button.addEventListener('click', () => {
        const rises = head.getAttribute('aria-sort') !== 'ascending';
        all('th', head.parentNode).forEach(each => each.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', rises ? 'ascending' : 'descending');
        const cell = row => row.children[place];
        const text = row => cell(row) ? cell(row).textContent : '';
        const sign = rises ? 1 : -1;
        const body = table.tBodies[0];
        Array.from(body.rows).sort((a, b) => sign * (head.classList.contains('n')
          ? number(text(a)) - number(text(b)) || 0 : text(a).localeCompare(text(b)))).forEach(row => body.append(row));
      });
    });
  }
  const rates = document.getElementById('rates');
  if (rates) {
    const label = make('label', 'Tables in ', rates);
    const select = make('select', '', label);
    for (const pair of ['USD:1'].concat(rates.dataset.rates.split(' '))) {
      const [currency, usd] = pair.split(':');
      make('option', currency, select).value = usd;
    }
    select.addEventListener('change', () => {
      const currency = select.options[select.selectedIndex].text;
      for (const each of all('data')) {
        each.dataset.shown = each.dataset.shown || each.textContent;
        const value = Number(each.value) / Number(select.value);
        each.textContent = currency === 'USD' ? each.dataset.shown : new Intl.NumberFormat(undefined,
          {style: 'currency', currency, maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0}).format(value);
      }
    });
  }
  for (const figure of all('figure')) {
    const drawing = figure.querySelector('svg[data-first]');
    const link = figure.querySelector('a.csv');
    if (!drawing || !link) continue;
    const [head, ...rows] = decodeURIComponent(link.href.slice(link.href.indexOf(',') + 1)).trim().split('\\r\\n')
      .map(line => line.split(','));
    if (!rows.length) continue;
    const days = rows.map(row => Date.parse(row[0]) / 864e5);
    const [first, end] = [Number(drawing.dataset.first), Number(drawing.dataset.end)];
    const tip = make('p', '\\u00a0', figure);
    tip.className = 'tip';
    tip.setAttribute('aria-live', 'polite');
    drawing.after(tip);
    let place = rows.length - 1;
    const show = found => {
      place = Math.max(0, Math.min(rows.length - 1, found));
      tip.textContent = rows[place].map((cell, column) => column ? head[column] + ' ' + (cell || '\\u2014') : cell)
        .join(' \\u00b7 ');
    };
    drawing.addEventListener('pointermove', event => {
      const box = drawing.getBoundingClientRect();
      const x = (event.clientX - box.left) / box.width * 360;
      const day = first + (x - 50) / 302 * (end - first);
      let best = 0;
      days.forEach((each, index) => { if (Math.abs(each - day) < Math.abs(days[best] - day)) best = index; });
      show(best);
    });
    drawing.tabIndex = 0;
    drawing.addEventListener('keydown', event => {
      const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
      if (!step) return;
      event.preventDefault();
      show(place + step);
    });
  }
  """
