// Which nodes and edges are shown.
const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
for (const node of nodes) node.words = fold(node.id + ' ' + node.title + ' ' + (node.subject || ''));

// Every word must stand in the number or the title; a bare number is a whole one.
function matches(node, query) {
  return query.every((word) => /^\d+$/.test(word)
    ? new RegExp('(^|\\D)' + word + '(\\D|$)').test(node.words) : node.words.includes(word));
}
const queryWords = () => fold(state.q).split(/\s+/).filter(Boolean);

// The nodes within `depth` steps of `start`, over edges that are shown.
function around(start, depth, direction, shown) {
  const steps = new Map([[start, 0]]);
  const queue = [start];
  for (let at = 0; at < queue.length; at++) {
    const next = steps.get(queue[at]) + 1;
    if (next > depth) break;
    for (const other of nextNodes(queue[at], direction, shown)) {
      if (!steps.has(other)) { steps.set(other, next); queue.push(other); }
    }
  }
  return steps;
}
function nextNodes(node, direction, shown) {
  const next = [];
  if (direction !== 'in') for (const e of nodes[node].out) if (shown[e]) next.push(edges[e].to);
  if (direction !== 'out') for (const e of nodes[node].in) if (shown[e]) next.push(edges[e].from);
  return next.sort((a, b) => a - b);
}
function shortestPath(from, to, direction, shown) {
  const before = new Map([[from, -1]]);
  const queue = [from];
  for (let at = 0; at < queue.length && !before.has(to); at++) {
    for (const other of nextNodes(queue[at], direction, shown)) {
      if (!before.has(other)) { before.set(other, queue[at]); queue.push(other); }
    }
  }
  if (!before.has(to)) return null;
  const way = [];
  for (let node = to; node !== -1; node = before.get(node)) way.unshift(node);
  return way;
}

// Works out what is shown: `nodes` and `edges` as booleans, `found` by the search, `way` as a list of nodes.
function filtered() {
  const bodies = data.bodies.map((b) => !state.noBodies.has(b.id));
  const keep = nodes.map((n) => bodies[n.body] && !state.hidden.has(n.id)
    && (!state.edition || n.editions.includes(state.edition)));
  const show = edges.map((e) => keep[e.from] && keep[e.to] && !state.noKinds.has(e.kind));
  const chosen = state.chosen == null ? null : byId.get(state.chosen);
  let steps = null, islands = null;
  const query = queryWords();
  const hit = nodes.map((n, i) => keep[i] && query.length > 0 && matches(n, query));
  const asked = byId.get(state.from) != null && byId.get(state.to) != null;
  if (chosen != null && state.depth > 0) {
    const near = steps = around(chosen, state.depth, state.direction, show);
    for (let i = 0; i < nodes.length; i++) keep[i] = keep[i] && near.has(i);
    for (let i = 0; i < edges.length; i++) show[i] = show[i] && near.has(edges[i].from) && near.has(edges[i].to);
  } else if (state.view === 'communities' && !asked) {
    const alive = new Set();
    edges.forEach((e, i) => { if (show[i]) { alive.add(nodes[e.from].community); alive.add(nodes[e.to].community); } });
    islands = communities.map((_, n) => n).filter((n) => communities[n].members.length && alive.has(n));
    keep.fill(false);
  } else if (communities[+state.view] && !asked) {
    const inside = new Set(communities[+state.view].members);
    for (let i = 0; i < nodes.length; i++) keep[i] = keep[i] && (inside.has(i) || i === chosen);
    for (let i = 0; i < edges.length; i++) show[i] = show[i] && keep[edges[i].from] && keep[edges[i].to];
  } else if (!state.lone) {
    const linked = new Set();
    edges.forEach((e, i) => { if (show[i]) { linked.add(e.from); linked.add(e.to); } });
    for (let i = 0; i < nodes.length; i++) keep[i] = keep[i] && (linked.has(i) || i === chosen);
  }
  // A search goes through all texts, also where communities stand for them.
  const found = islands ? hit : hit.map((h, i) => h && keep[i]);
  const [from, to] = [byId.get(state.from), byId.get(state.to)];
  return { keep, show, found, steps, islands, searching: query.length > 0, asked,
    way: asked ? shortestPath(from, to, state.either ? 'both' : 'out', show) : null };
}
