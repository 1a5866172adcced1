"use strict";
// Sorts and filters the tables of this page; without it the page is complete, only still.
for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0], heads = table.tHead && table.tHead.rows[table.tHead.rows.length - 1];
  if (!body) continue;
  const rows = [...body.rows], banded = rows.some(row => row.cells[0] && row.cells[0].classList.contains("band"));
  const key = (row, column) => {
    const cell = row.cells[column];
    if (!cell) return "";
    return cell.dataset.value !== undefined ? Number(cell.dataset.value) : cell.textContent.trim();
  };
  const order = new Intl.Collator(undefined, { numeric: true });
  const compare = (a, b) => typeof a === "number" && typeof b === "number" ? a - b : order.compare(String(a), String(b));
  if (heads && !banded && [...heads.cells].every(head => head.colSpan === 1) && heads === table.tHead.rows[0]) {
    [...heads.cells].forEach((head, column) => {
      // No real button: browsers leave those out of heads that repeat on printed pages.
      head.tabIndex = 0;
      head.title = "Sort";
      const sort = () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads.cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const sorted = rows.map(row => [key(row, column), row]);
        sorted.sort((a, b) => (a[0] === "") - (b[0] === "") || (down ? -1 : 1) * compare(a[0], b[0]));
        body.append(...sorted.map(pair => pair[1]));
      };
      head.addEventListener("click", event => event.target.closest("a") || sort());
      head.addEventListener("keydown", event => {
        if (event.target === head && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); sort(); }
      });
    });
  }
  const tools = table.previousElementSibling;
  if (rows.length < 8 || !tools || !tools.classList.contains("tools")) continue;
  const box = document.createElement("input"), count = document.createElement("output");
  box.type = "search";
  box.placeholder = "Filter rows";
  box.setAttribute("aria-label", "Filter rows");
  tools.append(count, box);
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every(word => text.includes(word));
      if (!row.hidden) shown++;
    }
    count.textContent = words.length ? shown + " of " + rows.length : "";
  });
}
