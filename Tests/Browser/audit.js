// What anybody can check of a page by rule, as axe does: contrast, names, headings, tables, ids, width.
(() => {
  const problems = [];
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const path = element => {
    const near = element.closest('[id]');
    return element.tagName.toLowerCase() + (element.className.baseVal ?? element.className ? '.' + (element.className.baseVal ?? element.className) : '')
      + (near ? ' in #' + near.id : '') + ' “' + element.textContent.trim().slice(0, 40) + '”';
  };
  const width = document.scrollingElement.scrollWidth;
  const wide = all('main *').filter(each => !each.closest('.scroll, pre, .hidden, svg') && each.getBoundingClientRect().right > innerWidth + 1);
  if (width > innerWidth) problems.push(`scrolls sideways: ${width} > ${innerWidth}: ${wide.slice(0, 3).map(path).join('; ')}`);
  const heights = document.documentElement.scrollHeight;

  for (const each of all('details')) each.open = true;

  // WCAG 2.2, 1.4.3: text against what is behind it.
  const parse = color => (color.match(/[\d.]+/g) || []).map(Number);
  const luminance = ([r, g, b]) => {
    const part = [r, g, b].map(value => value / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  const behind = element => {
    for (let each = element; each; each = each.parentElement) {
      const color = parse(getComputedStyle(each).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const seen = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let lowest = 21;
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    if (!text || element.closest('script, style, title, desc, metadata, .hidden, .skip')) continue;
    const style = getComputedStyle(element);
    if (style.visibility === 'hidden' || style.display === 'none') continue;
    const color = parse(element instanceof SVGElement ? style.fill : style.color);
    const pair = [luminance(color), luminance(behind(element))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    lowest = Math.min(lowest, ratio);
    const size = parseFloat(style.fontSize), isLarge = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
    const key = color + '|' + behind(element) + '|' + isLarge;
    if (ratio < (isLarge ? 3 : 4.5) && !seen.has(key)) {
      seen.add(key);
      problems.push(`contrast ${ratio.toFixed(2)}: ${path(element)}`);
    }
  }

  // 1.1.1, 4.1.2: names.
  const name = element => (element.getAttribute('aria-label')
    || (element.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id)?.textContent || '').join('')
    || element.closest('label')?.textContent || element.textContent || '').trim();
  for (const each of all('a, button, select, input, summary, [role=region], nav, svg[role=img]')) {
    if (!name(each)) problems.push('no name: ' + each.outerHTML.slice(0, 120));
  }
  for (const each of all('svg:not([role=img]):not([aria-hidden=true])')) problems.push('a drawing without role: ' + path(each));
  const regions = all('[role=region], nav').map(name);
  regions.filter((each, place) => regions.indexOf(each) !== place).forEach(each => problems.push('two regions named ' + each));
  for (const each of all('.scroll, pre')) {
    if (each.scrollWidth > each.clientWidth + 1 && each.tabIndex !== 0) problems.push('cannot be scrolled by keys: ' + path(each));
  }

  // 1.3.1: headings and tables.
  const levels = all('h1, h2, h3, h4, h5, h6').map(each => Number(each.tagName[1]));
  if (levels.filter(level => level === 1).length !== 1) problems.push('not one h1');
  levels.forEach((level, place) => {
    if (place && level > levels[place - 1] + 1) problems.push(`heading ${place} jumps from ${levels[place - 1]} to ${level}`);
  });
  for (const table of all('table')) {
    if (!table.caption?.textContent.trim()) problems.push('a table without caption: ' + path(table));
    if (!all('thead th', table).length || all('thead th:not([scope=col])', table).length) problems.push('column headers: ' + path(table));
    if (all('tbody tr', table).some(row => !row.querySelector('th[scope=row]'))) problems.push('row headers: ' + path(table));
  }

  // 4.1.1 and what makes a page a page.
  const ids = all('[id]').map(each => each.id);
  ids.filter((each, place) => ids.indexOf(each) !== place).forEach(each => problems.push('two ids ' + each));
  for (const each of all('a[href^="#"]')) {
    if (!document.getElementById(each.getAttribute('href').slice(1))) problems.push('leads nowhere: ' + each.getAttribute('href'));
  }
  if (!document.documentElement.lang) problems.push('no language');
  if (all('main').length !== 1) problems.push('not one main');
  if (all('[style]').length) problems.push('inline styles: ' + path(all('[style]')[0]));
  return {problems, title: document.title, hacked: typeof window.hacked !== 'undefined', height: heights, contrast: lowest,
    headings: all('h2').map(each => each.textContent)};
})()
