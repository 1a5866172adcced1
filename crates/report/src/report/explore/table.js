// The mapping table and the findings, linked with the graph.
function evidenceLine(e) {
  const score = e.score == null ? null : `${Math.round(e.score * 100)} %`;
  return [e.kind, e.from, e.provision, score, e.file && `${e.file}${e.line ? ':' + e.line : ''}`, e.source].filter(Boolean).join(' · ');
}
function drawTable() {
  const mapping = data.mapping;
  $('tab-table').hidden = !mapping;
  if (!mapping) return;
  const cell = (c) => h('div', {}, h('details', {}, h('summary', {}, idButton(c.id), h('span', { class: 'soft' }, ' ' + (c.edition || ''))),
    h('ul', {}, c.evidence.map((e) => h('li', {}, evidenceLine(e))))));
  const rows = mapping.rows.map((row) => h('tr', { 'data-ids': [row.key, ...Object.values(row.cells).flat().map((c) => c.id)].join(' ') },
    h('th', { scope: 'row' }, row.subject), mapping.columns.map((column) => h('td', {}, (row.cells[column] || []).map(cell)))));
  const candidates = mapping.candidates.map((c) => h('tr', {}, h('td', {}, String(c.number)), h('th', { scope: 'row' }, c.subject),
    h('td', {}, c.ids.map(idButton)), h('td', {}, c.outcome), h('td', {}, c.reason)));
  const table = (caption, heads, body) => h('table', {}, h('caption', {}, caption),
    h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col' }, head)))), h('tbody', {}, body));
  $('table').replaceChildren(table('Mapping', ['Subject area', ...mapping.columns.map((c) => c.toUpperCase())], rows),
    candidates.length ? table('Candidates for streamlining', ['No.', 'Subject', 'Texts', 'Outcome', 'Reason'], candidates) : '',
    mapping.no_equivalent.length ? h('p', {}, 'Without equivalent: ', mapping.no_equivalent.map(idButton)) : '');
}
function drawFindings() {
  $('tab-findings').hidden = !data.findings.length;
  $('findings').replaceChildren(...data.findings.slice(0, 1000).map(findingBox));
}
function markRows() {
  for (const row of $('table').querySelectorAll('tr[data-ids]')) {
    row.classList.toggle('chosen', state.chosen != null && row.dataset.ids.split(' ').includes(state.chosen));
  }
}
