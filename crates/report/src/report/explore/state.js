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

const state = { tab: 'graph', q: '', chosen: null, depth: 0, direction: 'both', edition: '', lone: false,
  from: '', to: '', either: false, noBodies: new Set(), noKinds: new Set(), hidden: new Set(), zoom: null };
const words = ['tab', 'q', 'chosen', 'depth', 'direction', 'edition', 'from', 'to'];
const defaults = { tab: 'graph', depth: 0, direction: 'both' };

function writeAddress() {
  const parts = new URLSearchParams();
  for (const word of words) if (state[word] && state[word] !== defaults[word]) parts.set(word, state[word]);
  for (const word of ['lone', 'either']) if (state[word]) parts.set(word, '1');
  for (const word of ['noBodies', 'noKinds', 'hidden']) if (state[word].size) parts.set(word, [...state[word]].join(','));
  if (state.zoom) parts.set('zoom', state.zoom.map((n) => Math.round(n * 100) / 100).join(','));
  const address = '#' + parts;
  if (address !== (location.hash || '#')) history.replaceState(null, '', address);
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  for (const word of words) state[word] = parts.get(word) || defaults[word] || '';
  state.depth = Math.min(Math.max(parseInt(state.depth, 10) || 0, 0), 9);
  if (!byId.has(state.chosen)) state.chosen = null;
  if (!['in', 'out', 'both'].includes(state.direction)) state.direction = 'both';
  for (const word of ['lone', 'either']) state[word] = parts.get(word) === '1';
  for (const word of ['noBodies', 'noKinds', 'hidden']) state[word] = new Set((parts.get(word) || '').split(',').filter(Boolean));
  const zoom = (parts.get('zoom') || '').split(',').map(Number);
  state.zoom = zoom.length === 3 && zoom.every(Number.isFinite) && zoom[0] > 0 ? zoom : null;
}

function say(text) { $('say').textContent = text; }
