// What people decided: with each text, row and finding that it is about, and all of it in a list of its own.
for (const d of data.decisions) {
  d.words = [d.decision, d.by, d.date, d.remark].filter(Boolean).join('; ');
  // A row is known by its key text; where several rows have one, a number follows.
  const row = data.mapping && d.row ? data.mapping.rows.find((r) => r.name === d.row) : null;
  const about = new Set(d.cell || !row ? d.ids : [row.key]);
  for (const id of about) if (byId.has(id)) (nodes[byId.get(id)].decisions ||= []).push(d);
}
function decisionLine(d, withPlace) {
  return h('p', { class: d.suspect.length ? 'decision suspect' : 'decision' }, h('strong', {}, 'Decided: '),
    withPlace ? h('span', { class: 'soft' }, d.about + ': ') : null, d.words || 'nothing yet',
    d.suspect.length ? h('span', {}, ` – suspect: ${d.suspect.join('; ')}`) : null);
}
const decidedOf = (test) => data.decisions.filter(test).map((d) => decisionLine(d, false));
const sameTexts = (a, b) => a.length === b.length && a.every((id) => b.includes(id));
function drawDecisions() {
  $('tab-decisions').hidden = !data.decisions.length;
  // What should be looked at again stands first.
  const list = [...data.decisions].sort((a, b) => (b.suspect.length > 0) - (a.suspect.length > 0));
  const suspect = list.filter((d) => d.suspect.length).length;
  const row = (d) => h('tr', { class: d.suspect.length ? 'suspect' : '' }, h('th', { scope: 'row' }, d.about), h('td', {}, d.ids.map(idButton)),
    [d.decision, d.by, d.date, d.remark, d.suspect.join('; ')].map((words) => h('td', {}, words)));
  $('decisions').replaceChildren(h('p', {}, `${list.length} decisions${suspect ? `, ${suspect} of them suspect: what they rested on has changed` : ''}`),
    h('table', {}, h('caption', {}, 'Decisions'), h('thead', {}, h('tr', {}, ['Of', 'Texts', 'Decision', 'By', 'Date', 'Remark', 'Suspect'].map((head) => h('th', { scope: 'col' }, head)))),
      h('tbody', {}, list.map(row))));
}
