// The controls, and what happens when they are used.
const LONGEST_LIST = 300;

function drawList() {
  if (shown.islands && !shown.searching) return listIslands();
  const list = nodes.map((_, i) => i).filter((i) => shown.searching ? shown.found[i] : shown.keep[i])
    .sort((a, b) => nodes[a].body - nodes[b].body || a - b);
  $('count').textContent = `${list.length} text${list.length === 1 ? '' : 's'} ${shown.searching ? 'found' : 'shown'}`;
  const items = list.slice(0, LONGEST_LIST).map((i) => h('li', {}, h('button', { 'data-id': nodes[i].id, title: nodes[i].title,
    'aria-current': nodes[i].id === state.chosen ? 'true' : null, onclick: () => choose(nodes[i].id) },
    h('span', { class: 'id' }, nodes[i].id), ' ' + nodes[i].title)));
  if (list.length > LONGEST_LIST) items.push(h('li', { class: 'soft' }, `and ${list.length - LONGEST_LIST} more: search to see them`));
  $('results').replaceChildren(...items);
}
function listIslands() {
  $('count').textContent = `${shown.islands.length} communities of ${linkedCount} texts`;
  const items = shown.islands.slice(0, LONGEST_LIST).map((n) => {
    const first = nodes[communities[n].members[0]];
    return h('li', {}, h('button', { 'data-open': n, title: first.title, onclick: () => openCommunity(n) },
      h('span', { class: 'id' }, first.id), ` and ${communities[n].members.length - 1} more: ${first.subject || first.title}`));
  });
  $('results').replaceChildren(...items);
}
function drawWay() {
  if (!shown.asked) return $('way').replaceChildren();
  $('way').replaceChildren(...(shown.way
    ? shown.way.map((i) => h('li', {}, idButton(nodes[i].id)))
    : [h('span', { class: 'soft' }, 'No way leads there over the links shown.')]));
}
// Brings everything in line with the state; `refit` where other nodes are shown than before.
function update(refit) {
  shown = filtered();
  arrange();
  drawIslands();
  drawEdges();
  drawList();
  drawWay();
  drawPanel();
  markRows();
  for (const tab of ['graph', 'table', 'findings', 'decisions']) {
    $(tab).hidden = tab !== state.tab;
    $('tab-' + tab).setAttribute('aria-selected', tab === state.tab);
  }
  $('hidden-box').hidden = state.hidden.size === 0;
  $('restore').textContent = `Bring back ${state.hidden.size} hidden`;
  if (refit) { state.zoom = null; fit(); }
  writeAddress();
}
function choose(id) {
  if (id != null && !byId.has(id)) return;
  const before = state.chosen;
  state.chosen = id;
  if (id != null && ['findings', 'decisions'].includes(state.tab)) state.tab = 'graph';
  // From communities one comes to the text among those around it, not to a ball of all.
  if (id != null && state.view === 'communities' && state.depth === 0) state.depth = 1;
  if (id == null && state.view === 'communities') state.depth = 0;
  if (id != null) openMenu(false);
  update((state.depth > 0 || state.view === 'communities') && before !== id);
  if (id != null) {
    const node = nodes[byId.get(id)];
    say(`${id} ${node.title}: cited by ${node.in.length}, cites ${node.out.length}`);
  }
}
function openMenu(open) {
  document.body.classList.toggle('menu', open);
  $('menu').setAttribute('aria-expanded', open);
}
function showControls() {
  $('view').querySelector('[data-one]')?.remove();
  if (communities[+state.view]) {
    const c = communities[+state.view];
    $('view').append(h('option', { value: state.view, 'data-one': '1' }, `community of ${nodes[c.members[0]].id}`));
  }
  $('view').value = state.view;
  for (const word of ['q', 'edition', 'from', 'to', 'code', 'severity', 'words']) $(word).value = state[word];
  for (const word of ['lone', 'either']) $(word).checked = state[word];
  for (const box of document.querySelectorAll('[data-body]')) box.checked = !state.noBodies.has(box.dataset.body);
  for (const box of document.querySelectorAll('[data-kind]')) box.checked = !state.noKinds.has(box.dataset.kind);
}
function makeControls() {
  const used = data.bodies.filter((_, b) => nodes.some((n) => n.body === b));
  $('bodies').append(...used.map((body) => {
    const swatch = svg('svg', { class: 'swatch', width: 18, height: 18, viewBox: '-9 -9 18 18', 'aria-hidden': 'true' });
    swatch.append(svg('path', { d: mark(body.shape, 6), fill: body.fill, stroke: body.line }));
    return h('label', { title: body.name }, h('input', { type: 'checkbox', 'data-body': body.id, checked: true }), swatch, body.id);
  }));
  const year = (edition) => +(edition.match(/\d{4}/) || [0])[0];
  const editions = [...new Set(nodes.flatMap((n) => n.editions))].sort((a, b) => year(b) - year(a) || (a < b ? -1 : 1));
  $('edition').append(...editions.map((e) => h('option', { value: e }, e)));
  $('ids').append(...nodes.map((n) => h('option', { value: n.id }, n.title)));
  $('key-gone').hidden = !nodes.some((n) => n.suppressed);
  $('key-decided').hidden = !nodes.some((n) => n.decisions);
  $('note').textContent = data.ambiguous ? `${data.ambiguous} citations may mean several texts and are not drawn` : '';
  const toggle = (set, word) => (e) => { e.target.checked ? set().delete(word) : set().add(word); update(false); };
  for (const box of document.querySelectorAll('[data-body]')) box.addEventListener('change', toggle(() => state.noBodies, box.dataset.body));
  for (const box of document.querySelectorAll('[data-kind]')) box.addEventListener('change', toggle(() => state.noKinds, box.dataset.kind));
  for (const word of ['q', 'edition', 'from', 'to']) $(word).addEventListener('input', (e) => { state[word] = e.target.value.trim(); update(false); });
  for (const word of ['lone', 'either']) $(word).addEventListener('change', (e) => { state[word] = e.target.checked; update(false); });
  $('q').addEventListener('keydown', (e) => {
    if (e.key === 'Enter') { const first = $('results').querySelector('button'); if (first) choose(first.dataset.id); }
  });
  $('restore').addEventListener('click', () => { state.hidden.clear(); update(false); });
  $('fit').addEventListener('click', () => update(true));
  $('save-svg').addEventListener('click', saveSvg);
  $('save-png').addEventListener('click', savePng);
  $('skip').addEventListener('click', (e) => { e.preventDefault(); $('results').focus(); });
  $('theme').addEventListener('click', () => {
    const dark = getComputedStyle(document.documentElement).colorScheme.includes('dark');
    document.documentElement.dataset.theme = dark ? 'light' : 'dark';
  });
  for (const tab of ['graph', 'table', 'findings', 'decisions']) $('tab-' + tab).addEventListener('click', () => { state.tab = tab; update(tab === 'graph' && !state.zoom); });
  $('view').addEventListener('change', (e) => { Object.assign(state, { view: e.target.value, chosen: null, depth: 0 }); update(true); });
  $('back').addEventListener('click', () => history.back());
  $('menu').addEventListener('click', () => openMenu(!document.body.classList.contains('menu')));
}
// The nearest shown node in that direction of the screen; sideways distance counts double.
function neighbourTowards(from, dx, dy) {
  let best = null, least = Infinity;
  nodes.forEach((n, i) => {
    const ahead = (n.x - nodes[from].x) * dx + (n.y - nodes[from].y) * dy;
    const aside = Math.abs((n.x - nodes[from].x) * dy) + Math.abs((n.y - nodes[from].y) * dx);
    if (i !== from && shown.keep[i] && ahead > 0 && ahead + 2 * aside < least) { best = i; least = ahead + 2 * aside; }
  });
  return best;
}
function onKey(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === 'Escape') return choose(null);
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const at = elements.indexOf(event.target);
  if (event.key === '/') { event.preventDefault(); $('q').focus(); }
  else if (event.key === '0') update(true);
  else if (event.key === '+' || event.key === '-') picture.call(zoom.scaleBy, event.key === '+' ? 1.4 : 1 / 1.4);
  else if (at >= 0 && arrows[event.key]) {
    event.preventDefault();
    const next = neighbourTowards(at, ...arrows[event.key]);
    if (next != null) { rove(next); elements[next].focus(); }
  } else if (at >= 0 && (event.key === 'Enter' || event.key === ' ')) { event.preventDefault(); choose(nodes[at].id); }
}
// One node at a time can be reached with Tab; the arrows lead to the others.
let reachable = null;
function rove(i) {
  if (reachable != null) elementOf(reachable).setAttribute('tabindex', -1);
  elementOf(i).setAttribute('tabindex', 0);
  reachable = i;
}

function start() {
  readAddress();
  showControls();
  drawFindings();
  update(false);
  if (state.zoom) look(state.zoom); else fit();
}
makeControls();
drawTable();
drawDecisions();
makeFindingFilters();
start();
const firstShown = shown.keep.indexOf(true);
if (firstShown >= 0) rove(firstShown);
addEventListener('keydown', onKey);
addEventListener('popstate', start);
addEventListener('beforeprint', printLegend);
addEventListener('afterprint', () => $('picture').removeAttribute('viewBox'));
new ResizeObserver(() => { if (state.tab === 'graph' && !state.zoom) fit(); }).observe($('graph'));
document.documentElement.dataset.ready = Math.round(performance.now());
