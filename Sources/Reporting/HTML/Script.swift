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
  const choose = (label, pairs, chosen) => {
    const select = make('select', '', make('label', label, rates));
    for (const [value, text] of pairs) make('option', text, select).value = value;
    select.value = pairs.some(pair => pair[0] === chosen) ? chosen : pairs[0][0];
    select.addEventListener('change', show);
    return select;
  };
  const show = () => {
    const [code, usd] = currency.value.split(':');
    const words = unit.options[unit.selectedIndex].text;
    const isCard = unit.value === 'card';
    for (const each of all('data,[data-usd]')) {
      each.dataset.shown = each.dataset.shown || each.textContent;
      const holder = isCard ? null : each.closest('[data-per]');
      const found = holder && holder.dataset.per.split(' ').map(pair => pair.split('='))
        .find(pair => pair[0] === unit.value);
      const value = Number(each.dataset.usd || each.value) / Number(usd) / (holder ? (found ? Number(found[1]) : NaN) : 1);
      each.textContent = code === 'USD' && !holder ? each.dataset.shown : isNaN(value) ? '\\u2014'
        : new Intl.NumberFormat(undefined, {style: 'currency', currency: code,
          maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0}).format(value);
    }
    for (const each of all('caption,thead button,svg title')) {
      const said = each.dataset.shown = each.dataset.shown || each.textContent;
      const place = each.closest('figure[data-per],table');
      const follows = !isCard && place && (place.closest('[data-per]') || place.querySelector('[data-per]'));
      const told = follows ? said.replace('a card', words) : said;
      each.textContent = code === 'USD' ? told : told.replace('US dollars', code).replace('US$', code);
    }
  };
  const currency = choose('Amounts in ', [['USD:1', 'USD']].concat(rates.dataset.rates.split(' ').filter(Boolean)
    .map(pair => [pair, pair.split(':')[0]])), '');
  const unit = choose(' ', rates.dataset.units.split(';').map(pair => pair.split('=')), rates.dataset.unit);
  make('span', ' The unit goes for models; families mix them and stay per card.', rates);
  const opened = Array.from(currency.options).find(option => option.text === rates.dataset.currency);
  if (opened) currency.value = opened.value;
  if (currency.value !== 'USD:1' || unit.value !== 'card') show();
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
    const tell = found => {
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
      tell(best);
    });
    drawing.tabIndex = 0;
    drawing.addEventListener('keydown', event => {
      const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
      if (!step) return;
      event.preventDefault();
      tell(place + step);
    });
  }
  """
