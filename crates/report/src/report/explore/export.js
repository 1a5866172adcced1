// The view as a file: the picture with its colours written into it.
function picturedAs() {
  const { width, height } = $('picture').getBoundingClientRect();
  const copy = $('picture').cloneNode(true);
  copy.setAttribute('xmlns', svgNS);
  copy.setAttribute('width', width);
  copy.setAttribute('height', height);
  copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  for (const g of copy.querySelectorAll('.node')) {
    if (g.style.display === 'none') g.remove();
    for (const name of ['tabindex', 'role', 'aria-label']) g.removeAttribute(name);
  }
  const looks = getComputedStyle(document.documentElement);
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText)
    .filter((rule) => /^(#edges|#lit|\.stale|\.title|\.node|#labels)/.test(rule) && !rule.includes(':focus'))
    .map((rule) => rule.replace(/var\((--[a-z]+)\)/g, (_, name) => looks.getPropertyValue(name).trim()));
  const style = svg('style');
  style.textContent = `text { font-family: Helvetica, Arial, "DejaVu Sans", sans-serif } ${rules.join('\n')}`;
  const paper = svg('rect', { width: '100%', height: '100%', fill: looks.getPropertyValue('--paper').trim() });
  copy.prepend(style, paper);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
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
