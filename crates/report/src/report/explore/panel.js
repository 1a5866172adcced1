// The panel of the chosen text: editions, who cites it and whom it cites, findings, repeated provisions.
function quoteOf(number) {
  const c = data.citations[number];
  const at = c.quote.indexOf(c.raw);
  const text = at < 0 ? [c.quote] : [c.quote.slice(0, at), h('mark', {}, c.raw), c.quote.slice(at + c.raw.length)];
  return h('blockquote', {}, text, h('cite', {}, [c.provision, `${data.files[c.file] || ''}, ${c.place}`].filter(Boolean).join(' · ')));
}
const idButton = (id) => h('button', { class: 'id', 'data-go': id, disabled: !byId.has(id), onclick: (e) => { e.preventDefault(); choose(id); } }, id);

function linkList(name, list, other) {
  const rows = list.map((e) => edges[e]).filter((e) => e.kind !== 'title');
  const alike = list.map((e) => edges[e]).filter((e) => e.title != null);
  const row = (edge) => {
    const node = nodes[edge[other]];
    const old = edge.stale ? ` – old edition: ${edge.editions.join('; ')}` : '';
    return h('li', {}, h('details', {}, h('summary', {}, idButton(node.id), ` ${node.title} `,
      h('span', { class: 'soft' }, `(${edge.weight}${old})`)), edge.citations.map(quoteOf)));
  };
  return [h('h3', {}, `${name} (${rows.length})`), h('ul', { 'data-list': other === 'from' ? 'in' : 'out' }, rows.map(row)),
    alike.length ? h('p', { class: 'soft' }, 'Same title: ', alike.map((e) => idButton(nodes[e[other]].id))) : null];
}
function findingBox(finding) {
  const where = (p) => [p.provision, `${p.file}, ${p.place}`].filter(Boolean).join(' · ');
  const places = finding.places.map((p) => h('blockquote', {}, p.text || p.message || '', h('cite', {}, where(p))));
  return h('div', { class: 'finding', 'data-code': finding.code }, h('strong', {}, `${finding.severity}: ${finding.code} `),
    finding.ids.map(idButton), h('div', {}, finding.message), h('div', { class: 'soft' }, finding.advice),
    decidedOf((d) => d.fingerprint === finding.fingerprint), h('div', { class: finding.repeat ? 'beside' : '' }, places));
}
// The editions, oldest first, with how many texts cite which of them.
function editionList(node) {
  const citing = new Map();
  for (const e of node.in) for (const edition of edges[e].editions) citing.set(edition, [...(citing.get(edition) || []), nodes[edges[e].from].id]);
  const bare = node.in.filter((e) => edges[e].weight && !edges[e].editions.length).length;
  const all = [...new Set([...node.editions, ...citing.keys()])];
  const year = (e) => +(e.match(/\d{4}/) || [9999])[0];
  all.sort((a, b) => year(a) - year(b) || (a < b ? -1 : 1));
  if (!all.length) return null;
  const last = node.editions.length ? [...node.editions].sort((a, b) => year(a) - year(b)).at(-1) : null;
  const item = (e) => h('li', {}, e, node.editions.includes(e) ? null : h('span', { class: 'soft' }, ' (not known to exist)'),
    citing.has(e) ? h('details', {}, h('summary', {}, `cited by ${citing.get(e).length}${e === last ? '' : ' – not the latest'}`), citing.get(e).map(idButton)) : null);
  return [h('h3', {}, 'History of editions'), h('ol', { id: 'history' }, all.map(item)),
    bare ? h('p', { class: 'soft' }, `${bare} cite it without an edition.`) : null];
}
// What each edition changed, what may have changed since, and the end.
function stageList(node) {
  const told = [['added', 'new'], ['removed', 'gone'], ['reworded', 'reworded'], ['cites_newly', 'cites newly'],
    ['cites_no_more', 'no longer cites'], ['updated', 'citations brought up to date']];
  const stage = (s) => {
    const changed = told.filter(([key]) => s[key].length);
    const name = s.suppressed ? `Suppressed by ${s.suppressed}` : s.edition;
    return h('li', {}, name, s.adopted ? h('span', { class: 'soft' }, ` (${s.adopted})`) : null,
      s.successors.length ? [' in favour of ', ...s.successors.map(idButton)] : null,
      s.met_since.length ? h('div', { class: 'soft' }, `Met since, texts not known in full: ${s.met_since.join(', ')}`) : null,
      changed.length ? h('ul', {}, changed.map(([key, word]) => h('li', {}, `${word}: ${s[key].join('; ')}`))) : null);
  };
  return node.stages.length ? [h('h3', {}, 'What changed'), h('ol', { id: 'stages' }, node.stages.map(stage))] : [];
}
function drawPanel() {
  const panel = $('panel');
  panel.hidden = state.chosen == null;
  if (panel.hidden) { panel.replaceChildren(); return; }
  const node = nodes[byId.get(state.chosen)], body = data.bodies[node.body];
  const set = (change) => () => { Object.assign(state, change); showControls(); update(change.depth != null); };
  const about = data.findings.filter((f) => f.ids.includes(node.id));
  const [repeats, others] = [about.filter((f) => f.repeat), about.filter((f) => !f.repeat)];
  const depth = h('select', { id: 'depth', 'aria-label': 'Neighbourhood', onchange: (e) => set({ depth: +e.target.value })() },
    ['whole graph', '1 step around', '2 steps around', '3 steps around'].map((name, i) => h('option', { value: i, selected: i === state.depth }, name)));
  const direction = h('select', { id: 'direction', 'aria-label': 'Direction', onchange: (e) => set({ direction: e.target.value, depth: state.depth || 1 })() },
    [['both', 'both ways'], ['out', 'what it cites'], ['in', 'what cites it']].map(([value, name]) => h('option', { value, selected: value === state.direction }, name)));
  panel.replaceChildren(...[
    h('div', { class: 'row' }, h('h2', { id: 'panel-id', tabindex: -1 }, node.id), h('span', { class: 'soft' }, `${body.name}, ${node.kind}`),
      h('button', { id: 'close', 'aria-label': 'Close', onclick: () => choose(null) }, '×')),
    h('p', { id: 'panel-title' }, node.title || 'Title not known'),
    node.subject ? h('p', { class: 'soft' }, 'Subject area: ' + node.subject) : null,
    node.suppressed ? h('p', {}, `Suppressed by ${node.suppressed}.`) : null,
    h('p', { id: 'panel-editions' }, 'Editions: ' + (node.editions.join('; ') || 'not known')
      + (node.text ? '' : '. Its text is not in the index: what it cites is not known.')),
    node.copy ? h('p', { class: 'soft', id: 'panel-copy' }, 'Read from ' + node.copy) : null,
    node.address ? h('p', { class: 'soft' }, node.address) : null,
    ...(editionList(node) || []),
    ...stageList(node),
    ...(node.decisions || []).map((d) => decisionLine(d, true)),
    h('div', { class: 'row' }, depth, direction),
    h('div', { class: 'row' }, h('button', { id: 'path-from', onclick: set({ from: node.id }) }, 'Path from here'),
      h('button', { id: 'path-to', onclick: set({ to: node.id }) }, 'Path to here'),
      h('button', { id: 'hide', onclick: () => { state.hidden.add(node.id); choose(null); } }, 'Hide')),
    ...linkList('Cited by', node.in, 'from'), ...linkList('Cites', node.out, 'to'),
    repeats.length ? h('h3', {}, `Repeated provisions (${repeats.length})`) : null, ...repeats.map(findingBox),
    others.length ? h('h3', {}, `Findings (${others.length})`) : null, ...others.map(findingBox),
  ].filter(Boolean));
}
