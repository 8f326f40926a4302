/* Elements without markup: every string of the data becomes a text node or an attribute, never HTML. */

function el(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) setProperty(node, name, value);
  append(node, children);
  return node;
}

function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  append(node, children);
  return node;
}

function setProperty(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "on") {
    for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
  } else if (name === "class") {
    node.className = value;
  } else {
    node.setAttribute(name, value === true ? "" : value);
  }
}

function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false && child !== "") node.append(child);
  }
}

function fill(node, ...children) {
  node.replaceChildren();
  append(node, children);
  return node;
}

/* Words of an article or a name: kept apart from the direction of the text around them. */
function words(text, className) {
  return text === "" ? null : el("bdi", { class: className }, text);
}

/* A table with its head; roles are named, since a phone's style shows tables as blocks. A head is words and a class. */
function tableOf(className, heads, body) {
  const cells = heads.map(([name, kind]) => el("th", { scope: "col", role: "columnheader", class: kind }, name));
  const head = el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, cells));
  return el("table", { class: className, role: "table" }, head, body);
}

function button(label, act, props) {
  return el("button", { type: "button", on: { click: act }, ...props }, label);
}

function option(value, label, chosen) {
  return el("option", { value, selected: chosen === value }, label);
}

/* A long list in steps, so that the page stays quick: the first items, and a button for more. */
function stepwise(parent, items, step, build) {
  let done = 0;
  const more = button("", grow, { class: "more" });
  function grow() {
    const from = done;
    done = Math.min(items.length, done + step);
    const added = items.slice(from, done).map(build);
    more.remove();
    append(parent, added);
    if (from && added.length) focusFirst(added[0]);
    if (done < items.length) {
      more.textContent = t("more", { n: Math.min(step, items.length - done) });
      parent.append(more);
    }
  }
  grow();
  return parent;
}

function focusFirst(node) {
  const target = node.matches("button, a, summary") ? node : node.querySelector("button, a, summary");
  if (target) target.focus();
}
