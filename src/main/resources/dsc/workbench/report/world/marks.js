/* What happens at an instant: a mark on a line, and the violation across all of them. */

/** Small marks, for the diagram and for the legend: each draws around a point. */
const MARKS = {
  send: (x, y, color) => dot(x, y, 2.6, color),
  receive: () => {},
  lose: () => {},
  handle: (x, y) => stroke(colors["ink-2"], 1.5, [[x - 7, y], [x + 7, y]]),
  persist: (x, y) => {
    ctx.fillStyle = colors.panel;
    ctx.strokeStyle = colors.ink;
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    ctx.rect(x - 3.5, y - 3.5, 7, 7);
    ctx.fill();
    ctx.stroke();
  },
  start: (x, y) => shape(colors.up, [[x - 6, y - 4], [x + 6, y - 4], [x, y + 5]]),
  crash: (x, y) => {
    dot(x, y, 7, colors.fault);
    cross(x, y, 3, colors["on-fault"]);
  },
  pause: (x, y) => {
    dot(x, y, 6, colors.panel, colors.fault);
    for (const aside of [-2, 2]) stroke(colors.fault, 1.8, [[x + aside, y - 3], [x + aside, y + 3]]);
  },
  resume: (x, y) => {
    dot(x, y, 6, colors.panel, colors.fault);
    shape(colors.fault, [[x - 2, y - 3], [x + 3.5, y], [x - 2, y + 3]]);
  },
  invoke: () => {},
  complete: () => {},
  fault: (x, y) => shape(colors.fault, [[x - 5, y], [x, y - 5], [x + 5, y], [x, y + 5]]),
  heal: (x, y) => {
    shape(colors.panel, [[x - 5, y], [x, y - 5], [x + 5, y], [x, y + 5]]);
    stroke(colors.fault, 1.5, [[x - 5, y], [x, y - 5], [x + 5, y], [x, y + 5], [x - 5, y]]);
  },
  violation: () => {},
};
const PAINTERS = raw.kinds.map(name => MARKS[name] ?? (() => {}));

/** Those that are seen from afar, too. */
const RARE = new Set(["start", "crash", "pause", "resume", "fault", "heal"].map(name => KIND[name]));

/** Where a step is drawn: on its line, or, where it has none, beside the faults. */
const xOfStep = step => place[step] >= 0 ? plot.x[place[step]] : plot.lanes - 3;

function drawMarks(visible) {
  for (let row = visible.first; row <= visible.last; row++) {
    const step = rows.steps[row];
    PAINTERS[kind[step]](xOfStep(step), yOfStep(step), colorOf(step));
    const loose = kind[step] === KIND.send ? messages.arrivedAt[step] < 0 : ARRIVALS.has(kind[step]) && messages.sentBy[step] < 0;
    if (loose) drawStub(step);
    if (kind[step] === KIND.complete && operations.begunBy[step] < 0) dot(xOfStep(step), yOfStep(step), 3.5, colors.panel, colors[outcomeOf(step)]);
  }
}

/** A mark of a kind hides those of the same kind that would stand on it. */
function drawRareMarks(visible) {
  const painted = new Map();
  for (let row = visible.first; row <= visible.last; row++) {
    const step = rows.steps[row];
    if (!RARE.has(kind[step])) continue;
    const y = yOfStep(step), where = kind[step] * 1000 + place[step];
    if (y - (painted.get(where) ?? -99) < 9) continue;
    painted.set(where, y);
    PAINTERS[kind[step]](xOfStep(step), y);
  }
}

function drawViolation() {
  if (world.violation < 0) return;
  const y = yOfStep(world.violation);
  if (y < plot.top || y > plot.top + plot.height) return;
  const half = inOrder() ? Math.max(1.5, Math.min(pixelsPerRow() / 2, 13)) : 6;
  ctx.globalAlpha = .16;
  ctx.fillStyle = colors.bad;
  ctx.fillRect(plot.axis, y - half, plot.right - plot.axis, half * 2);
  ctx.globalAlpha = 1;
  stroke(colors.bad, 2, [[plot.axis, y], [plot.right, y]]);
  if (place[world.violation] >= 0 && isShownLine(place[world.violation])) {
    dot(xOfStep(world.violation), y, 8, colors.panel, colors.bad);
    write("!", xOfStep(world.violation), y + .5, colors.bad, "center", FONT_STRONG);
  }
  ctx.font = FONT_STRONG;
  const words = "violation", width = ctx.measureText(words).width + 14;
  const box = { x: plot.axis - width, y: y - 9, height: 18 };
  ctx.fillStyle = colors.bad;
  ctx.beginPath();
  ctx.roundRect(box.x, box.y, width, box.height, 4);
  ctx.fill();
  write(words, box.x + 7, y + .5, colors.panel, "left", FONT_STRONG);
}
