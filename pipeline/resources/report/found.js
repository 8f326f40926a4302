/* The words of the search, coloured where they stand. */

/* Only where the browser can: the highlight changes nothing in the page itself. */
function showFound() {
  if (!window.Highlight || !CSS.highlights) return;
  const asked = table.filter.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word.length > 1);
  const ranges = asked.length
    ? textNodes(document.getElementById("rows")).flatMap((node) => asked.flatMap((word) => rangesOf(node, word)))
    : [];
  CSS.highlights.set("found", new Highlight(...ranges));
}

function textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

function rangesOf(node, word) {
  const text = node.data.toLowerCase();
  const found = [];
  if (text.length !== node.data.length) return found;
  for (let at = text.indexOf(word); at >= 0 && found.length < 50; at = text.indexOf(word, at + word.length)) {
    const range = new Range();
    range.setStart(node, at);
    range.setEnd(node, at + word.length);
    found.push(range);
  }
  return found;
}
