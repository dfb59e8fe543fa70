/* The steps in words, beside the diagram: row by row with it where rows are tall enough, else around a step. */

const ROW_READABLE = 10.8, LIST_ROW = 20;

const listBox = byId("steps");
const stepList = { left: 0, top: 0, height: 0, shift: 0, nodes: [], first: 0, drawn: 0 };

const isAligned = () => !plot.narrow && inOrder() && pixelsPerRow() >= ROW_READABLE;

function layOutList(width, height) {
  stepList.left = plot.narrow ? 0 : plot.right + GUTTER;
  stepList.top = plot.narrow ? plot.top + plot.height + 12 : plot.top;
  stepList.height = plot.narrow ? height - stepList.top - 4 : plot.height;
  Object.assign(listBox.style, { left: stepList.left + "px", top: stepList.top + "px", width: width - stepList.left - 4 + "px", height: stepList.height + "px" });
}

/** The step around which the list stands when it has a scale of its own. */
function listAnchor(visible) {
  const chosen = selection.step, seen = chosen >= 0 && rows.shown[chosen];
  const row = seen ? rows.before[chosen] : -1;
  if (row >= visible.first && row <= visible.last) return row;
  return Math.max(0, Math.min(rows.steps.length - 1, rowAt(plot.top + plot.height / 2)));
}

function drawList(visible) {
  const height = isAligned() ? pixelsPerRow() : LIST_ROW, size = rows.steps.length;
  let top;
  if (isAligned()) top = shown.from;
  else {
    const anchor = listAnchor(visible), capacity = stepList.height / height;
    const y = plot.narrow ? stepList.height / 2 : Math.max(0, Math.min(stepList.height, yOfStep(rows.steps[anchor] ?? 0) - plot.top));
    top = Math.max(0, Math.min(size - capacity, anchor + .5 - y / height + stepList.shift));
  }
  const first = Math.max(0, Math.floor(top)), last = Math.min(size - 1, Math.ceil(top + stepList.height / height) - 1);
  stepList.first = first;
  stepList.drawn = last - first + 1;
  fillRows(first, last, height, top);
  drawLinks(first, last, height, top);
}

function fillRows(first, last, height, top) {
  while (stepList.nodes.length < last - first + 1) stepList.nodes.push(newRow());
  stepList.nodes.forEach((node, position) => {
    const row = first + position;
    node.box.hidden = row > last;
    if (row > last) return;
    const step = rows.steps[row];
    if (node.step !== step) tellStep(node, step, row);
    const transform = "translateY(" + ((row - top) * height).toFixed(1) + "px)";
    if (node.transform !== transform) node.box.style.transform = node.transform = transform;
    if (node.height !== height) node.box.style.height = node.box.style.lineHeight = (node.height = height) + "px";
    const look = "step" + (step === world.violation ? " violation" : "") + (search.isMatch[step] ? " match" : "")
      + (step === selection.step ? " chosen" : step === selection.hovered ? " hovered" : "");
    if (node.look !== look) node.box.className = node.look = look;
  });
  listBox.style.fontSize = Math.min(12.5, height * .84).toFixed(1) + "px";
  const chosen = stepList.nodes.find(node => !node.box.hidden && node.step === selection.step);
  if (chosen) listBox.setAttribute("aria-activedescendant", chosen.box.id); else listBox.removeAttribute("aria-activedescendant");
}

function newRow() {
  const node = { box: element("div"), parts: ["when", "where", "verb", "type", "words"].map(name => element("span", "", name)), step: -1 };
  node.box.id = "row-" + stepList.nodes.length;
  node.box.setAttribute("role", "option");
  const told = element("span", "", "told");
  told.append(...node.parts.slice(3));
  node.box.append(...node.parts.slice(0, 3), told);
  listBox.append(node.box);
  return node;
}

function tellStep(node, step, row) {
  const [when, where, verb, type, words] = node.parts;
  node.step = step;
  when.textContent = timeText(at[step]).replace(" s", "");
  where.textContent = whereText(step);
  verb.textContent = raw.kinds[kind[step]];
  type.textContent = typeName(step) === raw.kinds[kind[step]] ? "" : typeName(step);
  type.style.color = isMessage(step) ? kind[step] === KIND.lose ? "var(--lost)" : "var(--type-" + categories[categoryOf[step]].hue + ")" : "";
  words.textContent = restOf(step);
  node.box.setAttribute("aria-posinset", row + 1);
  node.box.setAttribute("aria-setsize", rows.steps.length);
  node.box.setAttribute("aria-selected", step === selection.step);
}

const placeName = line => line < 0 ? "" : world.places[line];

function whereText(step) {
  const own = placeName(place[step]), other = placeName(peer[step]);
  if (!isMessage(step) || !other) return own;
  return kind[step] === KIND.send ? own + " → " + other : other + (kind[step] === KIND.lose ? " ⇥ " : " → ") + own;
}

/** The text, without the type that most texts begin with. */
function restOf(step) {
  const name = typeName(step), text = stepText(step);
  if (!name || name === raw.kinds[kind[step]]) return text;
  return text.toLowerCase().startsWith(name.toLowerCase()) ? text.slice(name.length) : " " + text;
}

/** From each step in the diagram to its row in the list. */
function drawLinks(first, last, height, top) {
  if (plot.narrow || last < first) return;
  const x1 = plot.right + 2, x2 = stepList.left - 3, bottom = plot.top + plot.height;
  const rowY = row => plot.top + (row + .5 - top) * height;
  const stepY = row => Math.max(plot.top, Math.min(bottom, yOfStep(rows.steps[row])));
  if (!isAligned()) {
    drawFan(x1, stepY(first), stepY(last) + .5, x2, plot.top, Math.min(bottom, rowY(last) + height / 2));
    inside(x1, plot.top, x2 - x1, plot.height, () => {
      for (let row = first; row <= last; row++) stroke(colors["line-strong"], .7, [[x1, stepY(row)], [x1 + 6, stepY(row)], [x2, rowY(row)]]);
    });
  }
  for (const [step, color] of [[world.violation, colors.bad], [selection.hovered, colors.ink], [selection.step, colors.ink]]) {
    const row = step < 0 || !rows.shown[step] ? -1 : rows.before[step];
    if (row < first || row > last) continue;
    inside(x1, plot.top, x2 - x1, plot.height, () => stroke(color, 1.6, [[x1, stepY(row)], [x2, rowY(row)]]));
  }
}
