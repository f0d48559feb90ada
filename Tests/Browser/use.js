// Uses the page as a reader does: sorts a table, takes another currency, looks at a value, opens a CSV.
(() => {
  const used = {};
  const head = document.querySelector('#prices thead th.n button') || document.querySelector('thead th.n button');
  if (head) {
    const place = Array.from(head.closest('tr').children).indexOf(head.parentNode);
    const body = head.closest('table').tBodies[0];
    head.click();
    used.sorted = Array.from(body.rows).map(row => row.children[place].textContent);
    used.aria = head.parentNode.getAttribute('aria-sort');
  }
  const select = document.querySelector('#rates select');
  if (select) {
    used.currencies = Array.from(select.options).map(option => option.text);
    const money = document.querySelector('data');
    used.dollars = money.textContent;
    select.selectedIndex = select.options.length - 1;
    select.dispatchEvent(new Event('change'));
    used.other = money.textContent;
    select.selectedIndex = 0;
    select.dispatchEvent(new Event('change'));
    used.again = money.textContent;
    // The axes of charts follow the currency, those of models the unit too.
    const unit = document.querySelectorAll('#rates select')[1];
    const tick = section => document.querySelector(`#${section} figure svg [data-usd]`).textContent;
    const caption = () => document.querySelector('#prices caption').textContent;
    const look = () => [tick('families'), tick('levels'), caption()];
    const choose = (list, place) => {
      list.selectedIndex = place;
      list.dispatchEvent(new Event('change'));
    };
    used.looks = [look()];
    choose(select, select.options.length - 1);
    used.looks.push(look());
    choose(unit, 1);
    used.looks.push(look());
    choose(select, 0);
    used.looks.push(look());
    choose(unit, 0);
    used.looks.push(look());
    used.dollar = Number(document.querySelector('#levels figure svg [data-usd]').dataset.usd);
  }
  const drawing = document.querySelector('figure svg[data-first]');
  if (drawing) {
    drawing.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft'}));
    used.tip = drawing.parentNode.querySelector('.tip').textContent;
  }
  used.exhibits = Array.from(document.querySelectorAll('a.csv')).map(link => ({
    file: link.download, csv: decodeURIComponent(link.href.slice(link.href.indexOf(',') + 1)),
    query: link.parentNode.querySelector('pre').textContent
  }));
  return used;
})()
