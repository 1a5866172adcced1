// What is known, what is shown, and the address fragment that keeps it.
const $ = (id) => document.getElementById(id);
const data = JSON.parse($('data').textContent);
const nodes = data.nodes, edges = data.edges;
const byId = new Map(nodes.map((n, i) => [n.id, i]));
const svgNS = 'http://www.w3.org/2000/svg';

// An element with attributes (`on…` are listeners) and children; text is never taken for markup.
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((c) => c != null));
  return element;
}
function svg(tag, attributes) {
  const element = document.createElementNS(svgNS, tag);
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  return element;
}

for (const node of nodes) { node.out = []; node.in = []; }
edges.forEach((edge, i) => {
  edge.kind = edge.weight === 0 ? 'title' : edge.stale > 0 ? 'stale' : 'cites';
  nodes[edge.from].out.push(i);
  nodes[edge.to].in.push(i);
});

// Communities with their members that have links, the weightiest text of each first.
const communities = data.communities.map(([x, y, r]) => ({ x, y, r, members: [] }));
nodes.forEach((node, i) => {
  if (node.in.length + node.out.length && communities[node.community]) communities[node.community].members.push(i);
});
for (const c of communities) c.members.sort((a, b) => nodes[b].in.length - nodes[a].in.length || nodes[b].rank - nodes[a].rank || a - b);
const linkedCount = communities.reduce((sum, c) => sum + c.members.length, 0);
// A graph that is too large to be read at once opens on its communities.
const LARGEST_AT_ONCE = 150;
const opening = linkedCount > LARGEST_AT_ONCE ? 'communities' : 'all';

const state = { tab: 'graph', view: opening, q: '', chosen: null, depth: 0, direction: 'both', edition: '', lone: false,
  from: '', to: '', either: false, code: '', severity: '', words: '', noBodies: new Set(), noKinds: new Set(), hidden: new Set(), zoom: null };
const words = ['tab', 'view', 'q', 'chosen', 'depth', 'direction', 'edition', 'from', 'to', 'code', 'severity', 'words'];
const defaults = { tab: 'graph', view: opening, depth: 0, direction: 'both' };
// What makes a view of its own, to which the back button leads; the rest is kept with the view.
const steps = ['tab', 'view', 'chosen', 'depth', 'direction'];
let before = null;

function writeAddress() {
  const parts = new URLSearchParams();
  for (const word of words) if (state[word] && state[word] !== defaults[word]) parts.set(word, state[word]);
  for (const word of ['lone', 'either']) if (state[word]) parts.set(word, '1');
  for (const word of ['noBodies', 'noKinds', 'hidden']) if (state[word].size) parts.set(word, [...state[word]].join(','));
  if (state.zoom) parts.set('zoom', state.zoom.map((n) => Math.round(n * 100) / 100).join(','));
  const address = '#' + parts, now = JSON.stringify(steps.map((word) => state[word]));
  if (address !== (location.hash || '#')) {
    if (before != null && before !== now) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  }
  before = now;
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  for (const word of words) state[word] = parts.get(word) || defaults[word] || '';
  state.depth = Math.min(Math.max(parseInt(state.depth, 10) || 0, 0), 9);
  if (!byId.has(state.chosen)) state.chosen = null;
  if (!['in', 'out', 'both'].includes(state.direction)) state.direction = 'both';
  if (!['communities', 'all'].includes(state.view) && !communities[+state.view]) state.view = opening;
  for (const word of ['lone', 'either']) state[word] = parts.get(word) === '1';
  for (const word of ['noBodies', 'noKinds', 'hidden']) state[word] = new Set((parts.get(word) || '').split(',').filter(Boolean));
  const zoom = (parts.get('zoom') || '').split(',').map(Number);
  state.zoom = zoom.length === 3 && zoom.every(Number.isFinite) && zoom[0] > 0 ? zoom : null;
  before = JSON.stringify(steps.map((word) => state[word]));
}

function say(text) { $('say').textContent = text; }
