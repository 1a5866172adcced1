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

const elements = nodes.map((node, i) => {
  const body = data.bodies[node.body];
  const g = svg('g', { class: node.suppressed ? 'node gone' : 'node', tabindex: -1, role: 'button', 'data-id': node.id,
    'aria-label': `${node.id} ${node.title}. Cites ${node.out.length}, cited by ${node.in.length}.` });
  g.append(svg('path', { d: mark(body.shape, node.r), fill: body.fill, stroke: body.line }));
  const tip = svg('title');
  tip.textContent = node.id + (node.title ? ': ' + node.title : '') + (node.suppressed ? ` (suppressed by ${node.suppressed})` : '');
  g.append(tip);
  g.__data__ = i;
  return g;
});
$('nodes').append(...elements);
const place = (i) => elements[i].setAttribute('transform', `translate(${nodes[i].x} ${nodes[i].y})`);
for (const node of nodes) node.home = [node.x, node.y];

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
  nodes.forEach((_, i) => place(i));
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
  const count = shown.show.reduce((sum, s) => sum + s, 0);
  const parts = {};
  edges.forEach((edge, i) => {
    if (!shown.show[i]) return;
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
    const g = elements[i];
    g.style.display = shown.keep[i] ? '' : 'none';
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

const zoom = d3.zoom().scaleExtent([0.03, 8])
  .on('zoom', ({ transform }) => world.attr('transform', transform))
  .on('end', ({ transform, sourceEvent }) => {
    if (!shown) return;
    if (sourceEvent) { state.zoom = [transform.k, transform.x, transform.y]; writeAddress(); }
    drawLit();
  });
picture.call(zoom).on('dblclick.zoom', null);

function look([k, x, y]) { picture.call(zoom.transform, d3.zoomIdentity.translate(x, y).scale(k)); }
function fit() {
  const seen = nodes.filter((_, i) => shown.keep[i]);
  const { width, height } = $('picture').getBoundingClientRect();
  if (!seen.length || !width) return;
  const reduce = (f, of) => seen.reduce((best, n) => f(best, of(n)), of(seen[0]));
  const [left, right] = [reduce(Math.min, (n) => n.x - n.r - 30), reduce(Math.max, (n) => n.x + n.r + 30)];
  const [top, bottom] = [reduce(Math.min, (n) => n.y - n.r - 15), reduce(Math.max, (n) => n.y + n.r + 30)];
  const k = Math.min(width / (right - left), height / (bottom - top), 2);
  look([k, (width - k * (left + right)) / 2, (height - k * (top + bottom)) / 2]);
}

let draws = 0;
d3.selectAll(elements).call(d3.drag().container($('world')).clickDistance(4)
  .on('drag', function (event, i) {
    nodes[i].x += event.dx; nodes[i].y += event.dy;
    if (!shown.steps) nodes[i].home = [nodes[i].x, nodes[i].y];
    place(i);
    cancelAnimationFrame(draws);
    draws = requestAnimationFrame(drawEdges);
  }));
