// What every panel is made of. All text gets in as text: no name of a stranger is ever markup.

// What nobody sees, and what turns text around, so that a name looks like another.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

// What is longer may be broken anywhere.
const LONG = 20;

export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export function section(id) {
  return document.getElementById(id);
}

// Shows what is known. A value is a text, or { text, level } with a level of `good`, `warn`, `bad` or
// `dim`, or a list of those. Touches only what has changed, so that a selection stays.
export function say(node, value) {
  if (Array.isArray(value)) {
    fit(node, value.length, () => el('span', { class: 'part' }));
    value.forEach((part, i) => say(node.children[i], part));
    return;
  }
  const { text: said, level = '' } = typeof value === 'object' ? value : { text: value };
  const text = String(said).replace(UNSEEN, '?');
  if (node.textContent !== text) {
    node.textContent = text;
    node.classList.toggle('long', text.length > LONG);
  }
  if ((node.dataset.level ?? '') !== level) node.dataset.level = level;
}

// Two lines in one place: what matters, and what goes with it.
export function both(first, second) {
  return [first, { text: second, level: 'dim' }];
}

// Makes a node have so many children.
export function fit(node, count, make) {
  while (node.children.length > count) node.lastElementChild.remove();
  while (node.children.length < count) node.append(make());
}

// A table in a section. A column is { name, of: row => value, text: true where it is no figure }.
// The roles are said, since on a narrow screen a row is laid out as a card, and no table to CSS.
//
// Returns what shows rows; with none of them the section is not there.
export function table(id, columns, most = 20) {
  const home = section(id);
  const kind = (column) => (column.text ? 'text' : 'figure');
  const head = columns.map((it) =>
    el('th', { scope: 'col', role: 'columnheader', class: kind(it) }, it.name));
  const body = el('tbody', { role: 'rowgroup' });
  const heading = home.querySelector('h2');
  heading.id = `${id}-heading`;
  const more = el('p', { class: 'more' });
  home.append(
    el('table', { role: 'table', 'aria-labelledby': heading.id },
      el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...head)), body),
    more);
  const row = () =>
    el('tr', { role: 'row' }, ...columns.map((it, i) => i === 0
      ? el('th', { scope: 'row', role: 'rowheader', class: kind(it) })
      : el('td', { role: 'cell', class: kind(it), 'data-name': it.name })));
  return (rows) => {
    home.hidden = rows.length === 0;
    const shown = rows.slice(0, most);
    fit(body, shown.length, row);
    shown.forEach((it, i) =>
      columns.forEach((column, j) => say(body.children[i].children[j], [column.of(it)].flat())));
    more.hidden = rows.length <= most;
    say(more, `and ${rows.length - most} more`);
  };
}

// Figures with their names; a figure is [name, value], and may be left out as `null`.
export function figures(id) {
  const list = el('dl', { class: 'figures' });
  section(id).append(list);
  return (all) => {
    const shown = all.filter((it) => it !== null);
    section(id).hidden = shown.length === 0;
    fit(list, shown.length, () => el('div', {}, el('dt'), el('dd')));
    shown.forEach(([name, value], i) => {
      say(list.children[i].children[0], name);
      say(list.children[i].children[1], value);
    });
  };
}
