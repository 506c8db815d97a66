/**
 * What the page shall show, as plain data, and the smallest change that makes it show that.
 *
 * A view says with `h` how a part looks now; `patch` changes what differs. An element that stays is the same element:
 * it keeps its focus, caret, selection and scroll position. Text is only ever a text node, so no content is markup.
 */

const SVG = "http://www.w3.org/2000/svg";
const WANTED = Symbol("what the node was last told to be");

/** An element: its name, its properties, and its children (elements, texts, lists of these; nothing for what is false). */
export function h(name, properties = {}, ...children) {
  const { key, ...rest } = properties;
  return { name, key, properties: rest, children: children.flat(Infinity).filter(isThere) };
}

/** Puts the icons into the page once: one that is first needed when the server is gone is there too. */
export async function loadIcons() {
  const drawn = new DOMParser().parseFromString(await (await fetch("assets/icons.svg")).text(), "image/svg+xml");
  document.body.append(document.importNode(drawn.documentElement, true));
}

/** An icon of `icons.svg`. It says nothing to a screen reader: the words beside it do. */
export function icon(name, className = "") {
  return h("svg", { class: `icon ${className}`.trim(), "aria-hidden": "true", focusable: "false" },
    h("use", { href: `#icon-${name}` }));
}

/** Words that are heard and not seen. */
export function heard(...words) {
  return h("span", { class: "heard" }, ...words);
}

/** Whether an input method has a key: Safari says so by the code 229 alone. */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

/** Makes the children of `parent` what `wanted` says. */
export function patch(parent, wanted) {
  const named = withKeys(wanted);
  const before = new Map();
  for (const node of [...parent.childNodes]) {
    const key = node[WANTED]?.key;
    if (named.has(key)) before.set(key, node);
    else node.remove();
  }
  let next = parent.firstChild;
  for (const [key, element] of named) {
    const node = before.get(key) ?? create(element, parent);
    if (node === next) next = next.nextSibling;
    else parent.insertBefore(node, next);
    become(node, { ...element, key });
  }
}

function isThere(child) {
  return child !== null && child !== undefined && child !== false && child !== "";
}

/** Key → child: its own, else its name and how many of that name stand before it. */
function withKeys(wanted) {
  const counts = new Map();
  const named = new Map();
  for (const child of wanted.flat(Infinity).filter(isThere)) {
    const element = typeof child === "object" ? child : { name: "#text", text: String(child) };
    const count = counts.get(element.name) ?? 0;
    if (element.key === undefined) counts.set(element.name, count + 1);
    named.set(element.key === undefined ? `${element.name} ${count}` : `key ${element.key} ${element.name}`, element);
  }
  return named;
}

function create(element, parent) {
  if (element.name === "#text") return document.createTextNode("");
  if (element.properties.node) return element.properties.node;
  const isDrawing = element.name === "svg" || parent.namespaceURI === SVG;
  return isDrawing ? document.createElementNS(SVG, element.name) : document.createElement(element.name);
}

function become(node, element) {
  const before = node[WANTED];
  node[WANTED] = element;
  if (element.name === "#text") {
    if (node.data !== element.text) node.data = element.text;
    return;
  }
  const { properties } = element;
  const old = before?.properties ?? {};
  for (const name of Object.keys(old)) if (!(name in properties)) set(node, name, null, old[name], false);
  for (const [name, value] of Object.entries(properties)) set(node, name, value, old[name], before === undefined);
  if (!properties.leaf) patch(node, element.children);
}

/** Sets one property: a handler, a style, what a field shows, or else an attribute. */
function set(node, name, value, old, isNew) {
  if (name === "node" || name === "leaf") return;
  if (name.startsWith("on")) node[name] = value;
  else if (name === "style") setStyle(node, value ?? {}, old ?? {});
  else if (name === "initial") {
    if (isNew) node.value = value; // what is typed afterwards is the reader's
  } else if (name === "value" || name === "checked") {
    if (node[name] !== value) node[name] = value;
  } else if (isNew || value !== old) setAttribute(node, name, value);
}

function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? "" : value);
}

/** Custom properties by the object model: the page's security policy allows no style in markup. */
function setStyle(node, value, old) {
  for (const name of Object.keys(old)) if (!(name in value)) node.style.removeProperty(name);
  for (const [name, one] of Object.entries(value)) if (one !== old[name]) node.style.setProperty(name, one);
}
