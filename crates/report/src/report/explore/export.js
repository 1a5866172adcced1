// The view as a file: the picture with its colours written into it, its title above and its legend below.
function picturedAs() {
  const frame = $('picture').getBoundingClientRect();
  // What is written beyond the edge of the window is not cut off.
  const edge = { left: 0, top: 0, right: frame.width, bottom: frame.height };
  for (const text of $('labels').children) {
    const box = text.getBoundingClientRect();
    edge.left = Math.min(edge.left, box.left - frame.left - 4);
    edge.top = Math.min(edge.top, box.top - frame.top - 4);
    edge.right = Math.max(edge.right, box.right - frame.left + 4);
    edge.bottom = Math.max(edge.bottom, box.bottom - frame.top + 4);
  }
  const looks = getComputedStyle(document.documentElement);
  const colour = (name) => looks.getPropertyValue(name).trim();
  const head = 44, { lines, tall } = legend(edge.right - edge.left, colour);
  const width = Math.ceil(edge.right - edge.left), height = Math.ceil(edge.bottom - edge.top + head + tall);
  const copy = $('picture').cloneNode(true);
  copy.setAttribute('xmlns', svgNS);
  copy.setAttribute('width', width);
  copy.setAttribute('height', height);
  copy.setAttribute('viewBox', `${edge.left} ${edge.top - head} ${width} ${height}`);
  for (const g of copy.querySelectorAll('.node, .island')) for (const name of ['tabindex', 'role', 'aria-label']) g.removeAttribute(name);
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText)
    .filter((rule) => /^(#edges|#lit|\.stale|\.title|\.node|\.island|\.between|#labels)/.test(rule) && !rule.includes(':focus'))
    .map((rule) => rule.replace(/var\((--[a-z]+)\)/g, (_, name) => colour(name)));
  const style = svg('style');
  style.textContent = `text { font-family: Helvetica, Arial, "DejaVu Sans", sans-serif } ${rules.join('\n')}`;
  const sheet = (y, h) => svg('rect', { x: edge.left, y, width, height: h, fill: colour('--paper') });
  const title = svg('text', { x: edge.left + 12, y: edge.top - head + 28, 'font-size': 18, 'font-weight': 'bold', fill: colour('--ink') });
  title.textContent = data.title + viewName();
  const below = svg('g', { transform: `translate(${edge.left} ${edge.bottom})` });
  below.append(...lines);
  copy.prepend(style, sheet(edge.top - head, height));
  copy.append(sheet(edge.top - head, head), title, sheet(edge.bottom, tall), below);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}
// What is shown, for the title of the file.
function viewName() {
  if (state.chosen && state.depth) return ` – ${state.chosen} and what is within ${state.depth} step${state.depth > 1 ? 's' : ''}`;
  if (shown.islands) return ' – communities';
  const c = communities[+state.view];
  return c ? ` – community of ${nodes[c.members[0]].id}` : '';
}
// One symbol a body, one line a kind of link: those that are in the picture.
function legend(width, colour) {
  const lines = [], seen = new Set();
  const drawn = shown.islands ? shown.islands.map((n) => communities[n].members[0]) : nodes.map((_, i) => i).filter((i) => shown.keep[i]);
  for (const i of drawn) seen.add(nodes[i].body);
  let x = 14, y = 22;
  const put = (symbol, words) => {
    const wide = 46 + words.length * 7;
    if (x + wide > width && x > 14) { x = 14; y += 22; }
    const g = svg('g', { transform: `translate(${x} ${y})` });
    const text = svg('text', { x: 38, y: 4, 'font-size': 12, fill: colour('--ink') });
    text.textContent = words;
    g.append(symbol, text);
    lines.push(g);
    x += wide;
  };
  data.bodies.forEach((body, b) => {
    if (!seen.has(b)) return;
    const path = svg('path', { d: mark(body.shape, 7), fill: body.fill, stroke: body.line, 'stroke-width': 1.6, transform: 'translate(18 0)' });
    put(path, body.name === body.id ? body.id : `${body.id}: ${body.name}`);
  });
  const kinds = new Set(shown.islands ? [] : edges.filter((_, i) => shown.show[i]).map((e) => e.kind));
  for (const [kind, words, dash] of [['cites', 'cites', null], ['stale', 'cites an old edition', '7 4'], ['title', 'same title only', '1.5 4']]) {
    if (kinds.has(kind)) put(svg('path', { d: 'M0 0H32', fill: 'none', stroke: colour('--edge'), 'stroke-width': 1.6, ...(dash ? { 'stroke-dasharray': dash } : {}) }), words);
  }
  if (shown.islands) put(svg('path', { d: 'M0 0H32', stroke: colour('--edge'), 'stroke-width': 4 }), 'citations between communities: the wider, the more');
  if (nodes.some((n, i) => shown.keep[i] && n.suppressed)) {
    put(svg('circle', { cx: 18, r: 7, fill: 'none', stroke: colour('--ink'), 'stroke-dasharray': '3 2' }), 'suppressed');
  }
  if (nodes.some((n, i) => shown.keep[i] && n.decisions)) {
    const g = svg('g', { transform: 'translate(18 0)' });
    g.append(svg('circle', { r: 7, fill: 'none', stroke: colour('--ink') }), svg('circle', { r: 3, fill: colour('--ink') }));
    put(g, 'decided');
  }
  return { lines, tall: y + 16 };
}
// On paper there is no list of bodies beside the picture: its title and legend stand below it.
function printLegend() {
  const width = 680, { lines, tall } = legend(width, (name) => name === '--edge' ? '#8a8a8a' : '#1a1a1a');
  const box = svg('svg', { width, height: tall, viewBox: `0 0 ${width} ${tall}` });
  box.append(...lines);
  $('printed').replaceChildren(h('p', {}, data.title + viewName()), box);
  // The whole picture as it is on the screen, however wide the paper is.
  const frame = $('picture').getBoundingClientRect();
  if (frame.width) $('picture').setAttribute('viewBox', `0 0 ${frame.width} ${frame.height}`);
}
function save(blob, name) {
  const link = h('a', { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  say(`${name} saved`);
}
function saveSvg() { save(new Blob([picturedAs().text], { type: 'image/svg+xml' }), 'graph.svg'); }
function savePng() {
  const { text, width, height } = picturedAs();
  const image = new Image();
  image.onload = () => {
    const canvas = h('canvas', { width: width * 2, height: height * 2 });
    canvas.getContext('2d').drawImage(image, 0, 0, width * 2, height * 2);
    canvas.toBlob((blob) => save(blob, 'graph.png'));
  };
  image.onerror = () => say('The picture could not be made');
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(text);
}
