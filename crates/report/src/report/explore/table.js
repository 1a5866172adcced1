// The mapping table and the findings, linked with the graph.
function evidenceLine(e) {
  const score = e.score == null ? null : `${Math.round(e.score * 100)} %`;
  return [e.kind, e.from, e.provision, score, e.file && `${e.file}${e.line ? ':' + e.line : ''}`, e.source].filter(Boolean).join(' · ');
}
function drawTable() {
  const mapping = data.mapping;
  $('tab-table').hidden = !mapping;
  if (!mapping) return;
  const cell = (row) => (c) => h('div', {}, decidedOf((d) => d.row === row.name && d.cell === c.id), h('details', {}, h('summary', {}, idButton(c.id), h('span', { class: 'soft' }, ' ' + (c.edition || ''))),
    h('ul', {}, c.evidence.map((e) => h('li', {}, evidenceLine(e))))));
  const rows = mapping.rows.map((row) => h('tr', { 'data-ids': [row.key, ...Object.values(row.cells).flat().map((c) => c.id)].join(' ') },
    h('th', { scope: 'row' }, row.subject, decidedOf((d) => d.row === row.name && !d.cell)), mapping.columns.map((column) => h('td', {}, (row.cells[column] || []).map(cell(row))))));
  const candidates = mapping.candidates.map((c) => h('tr', {}, h('td', {}, String(c.number)), h('th', { scope: 'row' }, c.subject),
    h('td', {}, c.ids.map(idButton)), h('td', {}, c.outcome, decidedOf((d) => d.candidate && sameTexts(d.ids, c.ids))), h('td', {}, c.reason)));
  const table = (caption, heads, body) => h('table', {}, h('caption', {}, caption),
    h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col' }, head)))), h('tbody', {}, body));
  $('table').replaceChildren(table('Mapping', ['Subject area', ...mapping.columns.map((c) => c.toUpperCase())], rows),
    candidates.length ? table('Candidates for streamlining', ['No.', 'Subject', 'Texts', 'Outcome', 'Reason'], candidates) : '',
    mapping.no_equivalent.length ? h('p', {}, 'Without equivalent: ', mapping.no_equivalent.map(idButton)) : '');
}
// So many findings are shown at once.
const FINDINGS_AT_ONCE = 100;
let findingsShown = FINDINGS_AT_ONCE;
for (const f of data.findings) f.words = fold([f.code, f.message, f.advice, ...f.ids, ...f.places.map((p) => p.file + ' ' + (p.text || ''))].join(' '));
function drawFindings() {
  $('tab-findings').hidden = !data.findings.length;
  const query = fold(state.words).split(/\s+/).filter(Boolean);
  const list = data.findings.filter((f) => (!state.code || f.code === state.code) && (!state.severity || f.severity === state.severity)
    && query.every((word) => f.words.includes(word)));
  $('finding-count').textContent = list.length === data.findings.length ? `${list.length} findings` : `${list.length} of ${data.findings.length} findings`;
  const more = list.length > findingsShown
    ? [h('button', { onclick: () => { findingsShown += FINDINGS_AT_ONCE; drawFindings(); } }, `Show ${Math.min(FINDINGS_AT_ONCE, list.length - findingsShown)} more`)] : [];
  $('finding-list').replaceChildren(...list.slice(0, findingsShown).map(findingBox), ...more);
}
function makeFindingFilters() {
  const counted = (key) => {
    const count = new Map();
    for (const f of data.findings) count.set(f[key], (count.get(f[key]) || 0) + 1);
    return [...count].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([value, n]) => h('option', { value }, `${value} (${n})`));
  };
  for (const word of ['code', 'severity']) $(word).append(...counted(word));
  for (const word of ['code', 'severity', 'words']) $(word).addEventListener('input', (e) => {
    state[word] = e.target.value.trim();
    findingsShown = FINDINGS_AT_ONCE;
    drawFindings();
    writeAddress();
  });
}
function markRows() {
  for (const row of $('table').querySelectorAll('tr[data-ids]')) {
    row.classList.toggle('chosen', state.chosen != null && row.dataset.ids.split(' ').includes(state.chosen));
  }
}
