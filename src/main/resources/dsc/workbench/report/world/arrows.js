/* Messages as arrows from the step that sent them to the step at which they arrived. */

const LINE_RADIUS = 4;

/** Where an arrow is drawn; a lost message ends before the line that it never reached. */
function arrowEnds(sent, arrived) {
  const from = plot.x[place[sent]], to = plot.x[place[arrived]], direction = Math.sign(to - from);
  const short = kind[arrived] === KIND.lose ? Math.min(16, Math.abs(to - from) * .2) : LINE_RADIUS;
  return { x1: from + direction * LINE_RADIUS, y1: yOfStep(sent), x2: to - direction * short, y2: yOfStep(arrived), direction };
}

function drawArrow(sent, arrived, strong) {
  const color = strong ? colors.ink : colorOf(arrived), width = strong ? 2.4 : 1.3;
  const lost = kind[arrived] === KIND.lose;
  const { x1, y1, x2, y2, direction } = arrowEnds(sent, arrived);
  if (!direction) return drawLoop(sent, arrived, color, width);
  stroke(color, width, [[x1, y1], [x2, y2]], lost ? [5, 3] : []);
  if (lost) cross(x2, y2, 4, colors.lost, strong ? 3 : 2);
  else drawHead(x1, y1, x2, y2, color, strong ? 9 : 7);
}

function drawHead(x1, y1, x2, y2, color, size) {
  const angle = Math.atan2(y2 - y1, x2 - x1), wing = .42;
  shape(color, [[x2, y2], [x2 - size * Math.cos(angle - wing), y2 - size * Math.sin(angle - wing)],
    [x2 - size * Math.cos(angle + wing), y2 - size * Math.sin(angle + wing)]]);
}

/** A message to oneself. */
function drawLoop(sent, arrived, color, width) {
  const x = plot.x[place[sent]] + LINE_RADIUS, y1 = yOfStep(sent), y2 = yOfStep(arrived);
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.beginPath();
  ctx.moveTo(x, y1);
  ctx.bezierCurveTo(x + 18, y1, x + 18, y2, x, y2);
  ctx.stroke();
  if (kind[arrived] === KIND.lose) cross(x + 13, (y1 + y2) / 2, 4, colors.lost);
  else drawHead(x + 8, y2, x, y2, color, 6);
}

/** The other end is unknown, or the world ended before it. */
function drawStub(step) {
  const other = peer[step];
  if (place[step] < 0) return;
  if (other < 0) return dot(plot.x[place[step]], yOfStep(step), 3.5, colors.panel, colorOf(step));
  const x = plot.x[place[step]], y = yOfStep(step), direction = Math.sign(plot.x[other] - x) || 1;
  const far = x + direction * plot.gap * .42, leaving = kind[step] === KIND.send;
  const slope = Math.min(10, inOrder() ? pixelsPerRow() * .8 : 8);
  stroke(colorOf(step), 1.3, [[x + direction * LINE_RADIUS, y], [far, leaving ? y + slope : y - slope]], [2, 3]);
  if (kind[step] === KIND.lose) cross(x + direction * 14, y, 4, colors.lost);
  if (kind[step] === KIND.receive) drawHead(far, y - slope, x + direction * LINE_RADIUS, y, colorOf(step), 7);
}

function drawArrows(first, last, density) {
  ctx.globalAlpha = Math.max(.35, Math.min(1, density / 3));
  messages.spans.visit(first, last, (sent, arrived) => {
    if (rows.shown[sent] && rows.shown[arrived]) drawArrow(sent, arrived, false);
  });
  ctx.globalAlpha = 1;
}

/** The type at the sending end, once for several that leave together, and only where no other stands. */
function drawTypes(visible) {
  const latest = new Map(), taken = [];
  for (let row = visible.first; row <= visible.last; row++) {
    const step = rows.steps[row];
    const loose = ARRIVALS.has(kind[step]) && messages.sentBy[step] < 0;
    if (kind[step] !== KIND.send && !loose || peer[step] < 0 || place[step] < 0) continue;
    const x = plot.x[place[step]], direction = Math.sign(plot.x[peer[step]] - x) || 1;
    const side = place[step] * 2 + (direction > 0 ? 1 : 0), y = yOfStep(step), before = latest.get(side);
    latest.set(side, { y, type: typeName(step) });
    if (before && before.type === typeName(step) && y - before.y < 30) continue;
    ctx.font = FONT;
    const words = fitted(typeName(step), plot.gap - 26), width = ctx.measureText(words).width;
    const left = direction > 0 ? x + 10 : x - 10 - width, box = [left, y - 12, left + width, y];
    if (taken.some(other => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
    taken.push(box);
    writeOver(words, left, y - 6, colorOf(step), "left");
  }
}

/** The arrows that a step is an end of. */
function arrowsOf(step) {
  if (kind[step] === KIND.send) {
    const found = [];
    messages.spans.visit(step, step, (sent, arrived) => { if (sent === step) found.push([sent, arrived]); });
    return found;
  }
  return ARRIVALS.has(kind[step]) && messages.sentBy[step] >= 0 ? [[messages.sentBy[step], step]] : [];
}
