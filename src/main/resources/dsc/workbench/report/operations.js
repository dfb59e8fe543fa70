/* The operations track: a row a client. Bars where there is room, columns of shares where there is not. */

const MERGE_BELOW = 2.5;
const FORM_OF = { read: "outlined", get: "outlined", write: "solid", put: "solid", cas: "pointed" };
const FORMS = ["solid", "pointed", "round"];

/** How a function's bars look: reads and gets are outlined, the others differ in their ends. */
const formOf = run.functions.map(name => FORM_OF[name]
  ?? FORMS[run.functions.filter(other => !(other in FORM_OF)).indexOf(name) % FORMS.length]);

function operationBox(track, id) {
  const height = rowHeight(), gap = height >= 20 ? 5 : height >= 12 ? 3 : 1;
  const x1 = xOf(run.operations.start[id]), x2 = xOf(run.operations.end[id]);
  return { x: x1, width: Math.max(1, x2 - x1), y: track.top + run.rows.of(id) * height + gap, height: height - 2 * gap };
}

function drawOperations(track) {
  if (!run.rows.length) return text("No operation was recorded.", plot.left + 8, track.top + 14, colors["ink-2"]);
  const height = rowHeight();
  run.rows.forEach((row, at) => {
    const top = track.top + at * height;
    if (height >= 12 || at % Math.ceil(12 / height) === 0) rowLabel(row.label, top + height / 2);
    inPlot(() => drawRow(track, row, top), track.top, track.bottom);
  });
  inPlot(() => drawMarks(track), track.top - 10, track.bottom + 8);
}

function drawRow(track, row, top) {
  const { start } = run.operations;
  const columns = Array.from({ length: Math.ceil(plot.width) + 1 }, () => null);
  const bars = [];
  for (let at = firstNotBelow(row.latestEnd, shown.from); at < row.ids.length; at++) {
    const id = row.ids[at];
    if (start[id] > shown.to) break;
    const box = operationBox(track, id);
    if (box.width >= MERGE_BELOW) bars.push(id); else countInColumns(columns, id, box);
  }
  drawTail(row, top);
  drawColumns(columns, track, top);
  for (const id of bars) drawBar(id, operationBox(track, id));
}

/** Unknown operations may take effect at any later time: one faint line a row, from the earliest on. */
function drawTail(row, top) {
  const first = row.ids.find(id => run.operations.outcomeOf[id] === UNKNOWN && passesFilter(id));
  if (first === undefined) return;
  ctx.fillStyle = colors.unknown;
  ctx.globalAlpha = .45;
  const x = Math.max(plot.left, xOf(run.operations.end[first])), thick = rowHeight() >= 20 ? 2 : 1;
  if (x < plot.right) ctx.fillRect(x, top + rowHeight() - thick - 1, plot.right - x, thick);
  ctx.globalAlpha = 1;
}

function countInColumns(columns, id, box) {
  const to = Math.min(columns.length - 1, Math.floor(box.x + box.width - plot.left - .01));
  for (let x = Math.max(0, Math.floor(box.x - plot.left)); x <= to; x++) {
    const counts = columns[x] ??= [0, 0, 0, 0];
    counts[passesFilter(id) ? run.operations.outcomeOf[id] : 3]++;
  }
}

function drawColumns(columns, track, top) {
  const height = rowHeight(), gap = height >= 20 ? 5 : height >= 12 ? 3 : 1, full = height - 2 * gap;
  columns.forEach((counts, x) => {
    if (!counts) return;
    const total = counts[OK] + counts[FAILED] + counts[UNKNOWN];
    if (!total) {
      ctx.fillStyle = colors.line;
      ctx.fillRect(plot.left + x, top + gap + full / 2 - 2, 1, 4);
      return;
    }
    let y = top + gap;
    for (const outcome of [UNKNOWN, FAILED, OK]) {
      if (!counts[outcome]) continue;
      const part = outcome === OK ? top + gap + full - y : Math.max(2, counts[outcome] / total * full);
      ctx.fillStyle = colors[OUTCOMES[outcome]];
      ctx.fillRect(plot.left + x, y, 1, part);
      y += part;
    }
  });
}

function drawBar(id, box) {
  const outcome = OUTCOMES[run.operations.outcomeOf[id]];
  const left = Math.max(box.x, plot.left - 6), right = Math.min(box.x + box.width, plot.right + 6);
  const width = Math.max(1.5, right - left - (box.width > 5 ? 1 : 0));
  const form = formOf[run.operations.functionOf[id]];
  if (!passesFilter(id)) {
    ctx.fillStyle = colors.line;
    ctx.fillRect(left, box.y + box.height / 2 - 2, width, 4);
    return;
  }
  drawForm(form, outcome, left, box.y, width, box.height);
  if (id === pointing.operation) {
    ctx.strokeStyle = colors.ink;
    ctx.lineWidth = 2;
    ctx.strokeRect(left - 1.5, box.y - 1.5, width + 3, box.height + 3);
    ctx.lineWidth = 1;
  }
  if (box.height < 12 || width < 14) return;
  const mark = run.marks.byOperation.has(id) ? 14 : form === "pointed" ? 5 : 0;
  const from = Math.max(left, plot.left) + 5 + mark, room = Math.min(right, plot.right) - from - 4;
  const words = barLabels(id).find(label => label.length * 6.1 <= room);
  if (words) text(words, from, box.y + box.height / 2 + .5, form === "outlined" ? colors.ink : colors["on-" + outcome]);
}

function drawForm(form, outcome, x, y, width, height) {
  const slim = width < 8;
  ctx.fillStyle = form === "outlined" && !slim ? colors[outcome + "-pale"] : colors[outcome];
  ctx.beginPath();
  if (form === "pointed" && !slim) {
    const tip = Math.min(6, width / 3);
    ctx.moveTo(x, y);
    ctx.lineTo(x + width - tip, y);
    ctx.lineTo(x + width, y + height / 2);
    ctx.lineTo(x + width - tip, y + height);
    ctx.lineTo(x, y + height);
    ctx.lineTo(x + tip, y + height / 2);
    ctx.closePath();
  } else {
    ctx.roundRect(x, y, width, height, slim ? 0 : form === "round" ? height / 2 : 2);
  }
  ctx.fill();
  if (form === "outlined" && !slim) {
    ctx.strokeStyle = colors[outcome];
    ctx.lineWidth = 1.5;
    ctx.strokeRect(x + .75, y + .75, width - 1.5, height - 1.5);
    ctx.lineWidth = 1;
  }
}

function operationText(id, withKey = true) {
  const { functionOf, keyOf, argument, result } = run.operations;
  return [run.functions[functionOf[id]], withKey && keyOf[id] >= 0 ? run.keys[keyOf[id]] : null, argument(id),
    result(id) === null ? null : "→ " + result(id)].filter(part => part !== null).join(" ");
}

/** What may stand in a bar, longest first. */
function barLabels(id) {
  const name = run.functions[run.operations.functionOf[id]];
  const labels = [operationText(id, false), run.operations.result(id) ?? run.operations.argument(id) ?? name, name.charAt(0)];
  return filter.key === ALL_KEYS ? [operationText(id), ...labels] : labels;
}

/** The evidence's operations: outlines, then a letter or number where the neighbours leave room; stuck ones go first. */
function drawMarks(track) {
  const marked = [...run.marks.byOperation]
    .map(([id, mark]) => ({ ...mark, box: operationBox(track, id) }))
    .filter(({ box }) => box.x + box.width >= plot.left && box.x <= plot.right)
    .sort((a, b) => (b.kind === "stuck") - (a.kind === "stuck"));
  const colorOf = mark => mark.kind === "stuck" ? colors.bad : colors.ink;
  ctx.lineWidth = 2;
  for (const mark of [...marked].reverse()) {
    if (mark.box.width < 6) continue;
    ctx.strokeStyle = colorOf(mark);
    ctx.beginPath();
    ctx.roundRect(mark.box.x - 1, mark.box.y - 1, mark.box.width + 1, mark.box.height + 2, 3);
    ctx.stroke();
  }
  const taken = [];
  for (const mark of marked) {
    const radius = mark.box.height >= 14 ? 8 : 6;
    const x = Math.max(plot.left + radius + 1, mark.box.x + (mark.box.width > 24 ? 9 : mark.box.width / 2));
    const y = mark.box.y + mark.box.height / 2;
    if (taken.some(other => Math.abs(other.x - x) < 2 * radius && Math.abs(other.y - y) < radius)) continue;
    taken.push({ x, y });
    ctx.fillStyle = colorOf(mark);
    ctx.strokeStyle = colors.panel;
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 7);
    if (mark.box.width < 24) ctx.stroke();
    ctx.fill();
    text(mark.label, x, y + .5, colors.page, "center", "700 10px system-ui, sans-serif");
  }
  ctx.lineWidth = 1;
}

/** The operation at the point: of several narrow ones, one that stands out. */
function hitOperation(track, x, y) {
  const row = run.rows[Math.floor((y - track.top) / rowHeight())];
  if (!row || x < plot.left - 4 || x > plot.right + 4) return null;
  const { start, end, outcomeOf } = run.operations;
  const from = timeAt(x - 2), to = timeAt(x + 2);
  let best = -1, bestRank = -1, others = -1;
  for (let at = firstNotBelow(row.latestEnd, from); at < row.ids.length; at++) {
    const id = row.ids[at];
    if (start[id] > to) break;
    if (end[id] < from || !passesFilter(id)) continue;
    others++;
    const covers = start[id] <= timeAt(x) && end[id] >= timeAt(x) && xOf(end[id]) - xOf(start[id]) >= MERGE_BELOW;
    const rank = (covers ? 8 : 0) + (run.marks.byOperation.has(id) ? 4 : 0) + outcomeOf[id];
    if (rank > bestRank) [best, bestRank] = [id, rank];
  }
  return best < 0 ? null : { kind: "operation", id: best, others: bestRank >= 8 ? 0 : others };
}
