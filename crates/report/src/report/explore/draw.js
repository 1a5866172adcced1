// The picture: edges in a few long paths (thousands of edges stay quick), nodes as shapes, labels of
// constant size that never overlap.
const picture = d3.select('#picture'), world = d3.select('#world');
let shown = null;

function mark(shape, r) {
  const polygon = (corners, turn) => Array.from({ length: corners }, (_, i) => {
    const angle = (i / corners) * 2 * Math.PI + turn;
    return (r * 1.12 * Math.cos(angle)).toFixed(1) + ' ' + (r * 1.12 * Math.sin(angle)).toFixed(1);
  });
  const closed = (points) => 'M' + points.join('L') + 'z';
  const s = r * 0.9;
  return [
    () => `M${-s} ${-s}H${s}V${s}H${-s}z`,
    () => `M${-r} 0a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`,
    () => closed(polygon(6, 0)),
    () => closed(polygon(8, Math.PI / 8)),
    () => `M${-s * 0.6} ${-s}H${s * 1.3}L${s * 0.6} ${s}H${-s * 1.3}z`,
    () => `M${-s} ${-s}H${s * 0.4}L${s * 1.3} 0L${s * 0.4} ${s}H${-s}z`,
    () => `M${-s} ${-s}H${s * 0.3}L${s} ${-s * 0.3}V${s}H${-s}z`,
    () => closed(polygon(3, -Math.PI / 2)),
  ][shape]();
}

let draws = 0;
const dragging = d3.drag().container(() => $('world')).clickDistance(4)
  .on('drag', function (event, i) {
    nodes[i].x += event.dx; nodes[i].y += event.dy;
    if (!shown.steps) nodes[i].home = [nodes[i].x, nodes[i].y];
    place(i);
    cancelAnimationFrame(draws);
    draws = requestAnimationFrame(drawEdges);
  });

// The element of a node is made when it is first shown: of thousands most are never looked at.
const elements = new Array(nodes.length);
function elementOf(i) {
  if (elements[i]) return elements[i];
  const node = nodes[i], body = data.bodies[node.body];
  const g = svg('g', { class: node.suppressed ? 'node gone' : 'node', tabindex: -1, role: 'button', 'data-id': node.id,
    'aria-label': `${node.id} ${node.title}. Cites ${node.out.length}, cited by ${node.in.length}.` });
  g.append(svg('path', { d: mark(body.shape, node.r), fill: body.fill, stroke: body.line }));
  if (node.decisions) g.append(svg('circle', { class: 'decided', r: Math.min(node.r / 2.5, 4) }));
  const tip = svg('title');
  tip.textContent = node.id + (node.title ? ': ' + node.title : '') + (node.suppressed ? ` (suppressed by ${node.suppressed})` : '');
  g.append(tip);
  g.__data__ = i;
  g.addEventListener('click', () => choose(node.id));
  g.addEventListener('focus', () => say(g.getAttribute('aria-label')));
  d3.select(g).call(dragging);
  elements[i] = g;
  return g;
}
const place = (i) => elementOf(i).setAttribute('transform', `translate(${nodes[i].x} ${nodes[i].y})`);
for (const node of nodes) node.home = [node.x, node.y];

// The communities: a circle each, its weightiest text as its name, and how often one cites another.
function drawIslands() {
  $('islands').replaceChildren();
  if (!shown.islands) return;
  const hits = new Map();
  nodes.forEach((n, i) => { if (shown.found[i]) hits.set(n.community, (hits.get(n.community) || 0) + 1); });
  const between = new Map();
  edges.forEach((e, i) => {
    const [a, b] = [nodes[e.from].community, nodes[e.to].community];
    if (a === b || !shown.show[i]) return;
    const name = Math.min(a, b) + ',' + Math.max(a, b);
    between.set(name, (between.get(name) || 0) + Math.max(e.weight, 1));
  });
  const links = [...between].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 400).map(([name, weight]) => {
    const [a, b] = name.split(',').map((n) => communities[+n]);
    const line = svg('path', { class: 'between', d: `M${a.x} ${a.y}L${b.x} ${b.y}`, 'stroke-width': Math.min(1 + Math.log2(weight), 9) });
    const tip = svg('title');
    tip.textContent = `${weight} citations between them`;
    line.append(tip);
    return line;
  });
  const circles = shown.islands.map((n) => {
    const c = communities[n], first = nodes[c.members[0]], body = data.bodies[first.body], found = hits.get(n) || 0;
    const g = svg('g', { class: 'island' + (found ? ' found' : shown.searching ? ' dim' : ''), tabindex: 0, role: 'button', 'data-community': n, transform: `translate(${c.x} ${c.y})`,
      'aria-label': `Community of ${first.id} ${first.title}: ${c.members.length} texts${found ? `, ${found} found` : ''}` });
    const tip = svg('title');
    tip.textContent = c.members.slice(0, 12).map((i) => `${nodes[i].id} ${nodes[i].title}`).join('\n') + (c.members.length > 12 ? `\n… ${c.members.length} texts` : '');
    g.append(svg('circle', { r: c.r, fill: body.fill, stroke: body.line }), tip);
    const open = () => openCommunity(n);
    g.addEventListener('click', open);
    g.addEventListener('keydown', (e) => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); open(); } });
    return g;
  });
  $('islands').classList.toggle('many', links.length > 100);
  $('islands').append(...links, ...circles);
}
function openCommunity(n) {
  state.view = String(n);
  state.chosen = null;
  showControls();
  update(true);
}

// A neighbourhood is drawn as rings around the chosen text, so that no line runs through a third one.
function arrange() {
  const steps = shown.steps;
  nodes.forEach((node) => { [node.x, node.y] = node.home; });
  if (steps) {
    const middle = nodes[byId.get(state.chosen)];
    let radius = 0;
    for (let ring = 1; ring <= state.depth; ring++) {
      const members = [...steps.keys()].filter((i) => steps.get(i) === ring && shown.keep[i]).sort((a, b) => nodes[a].body - nodes[b].body || a - b);
      if (!members.length) continue;
      radius = Math.max(radius + 120, members.length * 74 / (2 * Math.PI));
      members.forEach((i, at) => {
        const angle = 2 * Math.PI * (at + (ring % 2) / 2) / members.length - Math.PI / 2;
        nodes[i].x = middle.x + radius * Math.cos(angle);
        nodes[i].y = middle.y + radius * Math.sin(angle);
      });
    }
  }
  const kept = [];
  nodes.forEach((_, i) => { if (shown.keep[i]) { place(i); kept.push(elements[i]); } });
  const there = $('nodes').children;
  if (there.length === kept.length && kept.every((g, i) => g === there[i])) return;
  const focused = document.activeElement;
  $('nodes').replaceChildren(...kept);
  if (kept.includes(focused)) focused.focus();
}

const lines = { heads: $('edges').appendChild(svg('path', { 'stroke-width': 1.2 })) };
for (const kind of ['cites', 'stale', 'title']) for (const width of [1, 2, 3.2]) {
  lines[kind + width] = $('edges').appendChild(svg('path', { class: kind, 'stroke-width': width }));
}
const widthOf = (edge) => edge.weight > 3 ? 3.2 : edge.weight > 1 ? 2 : 1;

// The line of an edge from rim to rim, and its head, which is never dashed.
function line(edge) {
  const a = nodes[edge.from], b = nodes[edge.to];
  const dx = b.x - a.x, dy = b.y - a.y, length = Math.hypot(dx, dy) || 1;
  const ux = dx / length, uy = dy / length;
  const [x1, y1] = [a.x + ux * a.r, a.y + uy * a.r], [x2, y2] = [b.x - ux * (b.r + 2), b.y - uy * (b.r + 2)];
  const f = (n) => n.toFixed(1);
  const [bx, by] = [x2 - ux * 7, y2 - uy * 7];
  return [`M${f(x1)} ${f(y1)}L${f(x2)} ${f(y2)}`,
    edge.kind === 'title' ? '' : `M${f(bx - uy * 3.5)} ${f(by + ux * 3.5)}L${f(x2)} ${f(y2)}L${f(bx + uy * 3.5)} ${f(by - ux * 3.5)}`];
}
function drawEdges() {
  const drawn = edges.map((_, i) => i).filter((i) => shown.show[i] && !shown.islands);
  const count = drawn.length;
  const parts = {};
  drawn.forEach((i) => {
    const edge = edges[i];
    const [shaft, head] = line(edge);
    (parts[edge.kind + widthOf(edge)] ||= []).push(shaft);
    // Thousands of heads could not be told apart.
    if (count < 3000) (parts.heads ||= []).push(head);
  });
  for (const [name, path] of Object.entries(lines)) path.setAttribute('d', (parts[name] || []).join(''));
  $('edges').classList.toggle('many', count > 3000);
  drawLit();
}
function drawLit() {
  const chosen = state.chosen == null ? null : byId.get(state.chosen);
  const lit = [];
  if (shown.way) {
    for (let i = 1; i < shown.way.length; i++) {
      const [a, b] = [shown.way[i - 1], shown.way[i]];
      const on = (from, to) => (e) => shown.show[e] && edges[e].to === to && edges[e].from === from;
      const e = nodes[a].out.find(on(a, b)) ?? nodes[a].in.find(on(b, a));
      if (e != null) lit.push(['way', edges[e]]);
    }
  } else if (chosen != null) {
    for (const e of nodes[chosen].out) if (shown.show[e]) lit.push(['out', edges[e]]);
    for (const e of nodes[chosen].in) if (shown.show[e]) lit.push(['in', edges[e]]);
  }
  $('lit').replaceChildren(...lit.flatMap(([way, edge]) => {
    const [shaft, head] = line(edge);
    return [svg('path', { class: way + ' ' + edge.kind, d: shaft }), svg('path', { class: 'head ' + way, d: head })];
  }));
  $('edges').classList.toggle('faint', lit.length > 0);
  const bright = new Set(lit.flatMap(([, e]) => [e.from, e.to]));
  if (chosen != null) bright.add(chosen);
  const dimming = lit.length > 0 || shown.searching;
  nodes.forEach((node, i) => {
    if (!shown.keep[i]) return;
    const g = elements[i];
    g.classList.toggle('dim', dimming && !bright.has(i) && !shown.found[i]);
    g.classList.toggle('chosen', i === chosen);
    g.classList.toggle('found', shown.found[i]);
  });
  drawLabels(bright);
}

// The weightiest first; a label that would touch another is left out until there is room. The title joins
// the number where the picture is large enough.
function drawLabels(bright) {
  const { k, x, y } = d3.zoomTransform($('picture'));
  const { width, height } = $('picture').getBoundingClientRect();
  const size = 12, taken = new Map(), labels = [];
  if (shown.islands) return drawNames(k, x, y);
  const important = (i) => (bright.has(i) ? 4e6 : 0) + (shown.found[i] ? 2e6 : 0) + nodes[i].in.length * 1e3 + nodes[i].out.length;
  const order = nodes.map((_, i) => i).filter((i) => shown.keep[i]).sort((a, b) => important(b) - important(a) || a - b);
  const cell = 80;
  const free = (box) => {
    for (let cx = Math.floor(box[0] / cell); cx <= Math.floor(box[2] / cell); cx++) for (let cy = Math.floor(box[1] / cell); cy <= Math.floor(box[3] / cell); cy++) {
      for (const o of taken.get(cx + ',' + cy) || []) if (box[0] < o[2] && o[0] < box[2] && box[1] < o[3] && o[1] < box[3]) return false;
    }
    return true;
  };
  const take = (box) => {
    for (let cx = Math.floor(box[0] / cell); cx <= Math.floor(box[2] / cell); cx++) for (let cy = Math.floor(box[1] / cell); cy <= Math.floor(box[3] / cell); cy++) {
      const name = cx + ',' + cy;
      if (!taken.has(name)) taken.set(name, []);
      taken.get(name).push(box);
    }
  };
  const put = (i, row, words) => {
    const node = nodes[i];
    const text = svg('text', { x: node.x, y: node.y + node.r + (2 + (row + 1) * 1.1 * size) / k, 'font-size': (size - row) / k,
      class: row === 0 && strong(i) ? 'strong' : strong(i) || !(bright.size || shown.searching) ? '' : 'pale' });
    text.textContent = words;
    labels.push(text);
  };
  const strong = (i) => bright.has(i) || shown.found[i];
  const boxOf = (i, row, words) => {
    const node = nodes[i], half = words.length * size * (strong(i) && row === 0 ? 0.37 : 0.33) + 3;
    const middle = node.x * k + x, top = node.y * k + y + node.r * k + 2 + row * 1.1 * size;
    return [middle - half, top, middle + half, top + size * 1.25];
  };
  const inView = ([left, top, right, bottom]) => right > 0 && bottom > 0 && left < width && top < height;
  const numbered = order.filter((i) => {
    const box = boxOf(i, 0, nodes[i].id);
    if (!inView(box) || !free(box)) return false;
    take(box);
    put(i, 0, nodes[i].id);
    return true;
  });
  if (k > 1.3) for (const i of numbered) {
    const { title } = nodes[i], words = title.length > 28 ? title.slice(0, 27).trimEnd() + '…' : title;
    const box = boxOf(i, 1, words);
    box[1] += size * 0.3;
    if (!words || !free(box)) continue;
    take(box);
    put(i, 1, words);
  }
  $('labels').replaceChildren(...labels);
}

// The names of the communities, the largest first, as many as find room: in their circle, or else below or above it; never
// over another circle, and never cut by the edge of the picture.
function drawNames(k, x, y) {
  const { width, height } = $('picture').getBoundingClientRect();
  const boxes = [], labels = [], usual = width < 600 ? 11 : 13, smallest = 9;
  const circles = shown.islands.map((n) => ({ n, x: communities[n].x * k + x, y: communities[n].y * k + y, r: communities[n].r * k }));
  const order = [...circles].sort((a, b) => communities[b.n].members.length - communities[a.n].members.length || a.n - b.n);
  const between = (least, value, most) => Math.min(Math.max(value, least), most);
  const touches = (box, c) => Math.hypot(c.x - between(box[0], c.x, box[2]), c.y - between(box[1], c.y, box[3])) < c.r;
  const free = (box, own) => box[0] >= 0 && box[1] >= 0 && box[2] <= width && box[3] <= height
    && !boxes.some((o) => box[0] < o[2] && o[0] < box[2] && box[1] < o[3] && o[1] < box[3])
    && !circles.some((c) => c !== own && touches(box, c));
  for (const own of order) {
    const c = communities[own.n], first = nodes[c.members[0]];
    const words = first.subject || first.title || '', most = Math.max(Math.floor(2 * own.r / (usual * 0.58)) - 2, 0);
    const short = words.length > most ? words.slice(0, most - 1).trimEnd() + '…' : words;
    const count = [`${c.members.length} texts`, 'pale'];
    const boxOf = (rows, place, size) => {
      const wide = ([w, look]) => w.length * size * (look === 'strong' ? 0.66 : 0.58);
      const half = Math.max(...rows.map(wide)) / 2 + 2, tall = rows.length * size * 1.2;
      const middle = own.y + place * (own.r + tall / 2 + 2);
      return [own.x - half, middle - tall / 2, own.x + half, middle + tall / 2];
    };
    const sets = [[[first.id, 'strong'], [short, ''], count], [[first.id, 'strong'], count], [[first.id, 'strong']]];
    const tries = sets.filter((rows) => rows.length < 3 || (most >= 10 && words)).map((rows) => [rows, 0, usual]);
    for (const size of [usual, smallest]) for (const place of [0, 1, -1]) tries.push([sets[2], place, size]);
    const [rows, place, size] = tries.find((one) => free(boxOf(...one), own)) || [[]];
    const box = rows.length ? boxOf(rows, place, size) : null;
    if (box) boxes.push(box);
    rows.forEach(([w, look], row) => {
      const text = svg('text', { x: c.x, y: (box[1] + (row + 0.85) * size * 1.2 - y) / k, 'font-size': (row ? size - 1 : size) / k, class: look });
      text.textContent = w;
      labels.push(text);
    });
  }
  $('labels').replaceChildren(...labels);
}

const zoom = d3.zoom().scaleExtent([0.004, 8])
  .on('zoom', ({ transform }) => world.attr('transform', transform))
  .on('end', ({ transform, sourceEvent }) => {
    if (!shown) return;
    if (sourceEvent) { state.zoom = [transform.k, transform.x, transform.y]; writeAddress(); }
    drawLit();
  });
picture.call(zoom).on('dblclick.zoom', null);

function look([k, x, y]) { picture.call(zoom.transform, d3.zoomIdentity.translate(x, y).scale(k)); }
function fit() {
  const seen = shown.islands ? shown.islands.map((n) => communities[n]) : nodes.filter((_, i) => shown.keep[i]);
  const { width, height } = $('picture').getBoundingClientRect();
  if (!seen.length || !width) return;
  const reduce = (f, of) => seen.reduce((best, n) => f(best, of(n)), of(seen[0]));
  const [left, right] = [reduce(Math.min, (n) => n.x - n.r), reduce(Math.max, (n) => n.x + n.r)];
  const [top, bottom] = [reduce(Math.min, (n) => n.y - n.r), reduce(Math.max, (n) => n.y + n.r)];
  // Names keep their size however small the picture becomes: the room for them is counted on the screen.
  const [beside, above, below] = [35, 15, 30];
  const k = Math.min((width - 2 * beside) / (right - left), (height - above - below) / (bottom - top), 2);
  look([k, (width - k * (left + right)) / 2, (height + above - below - k * (top + bottom)) / 2]);
}

