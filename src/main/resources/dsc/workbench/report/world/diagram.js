/* The diagram: where everything stands, what is drawn in which order, and what is under the pointer. */

const GUTTER = 30, MAP_LEFT = 10;

/** The step that was chosen, and the one under the pointer; -1 for none. */
const selection = { step: -1, hovered: -1 };

/** Measures again: needed when the page's size changes, or lines are shown or hidden. */
function layOut() {
  const width = chart.clientWidth, height = chart.clientHeight, ratio = window.devicePixelRatio || 1;
  plot.order = world.places.map((_, line) => line).filter(line => lineShown[line]);
  plot.narrow = width < 900;
  plot.map = plot.narrow ? 26 : 52;
  plot.gutter = plot.narrow ? 12 : GUTTER;
  plot.left = MAP_LEFT + plot.map + plot.gutter;
  ctx.font = FONT;
  plot.axis = plot.left + Math.ceil(ctx.measureText(timeText(world.end + .001)).width) + 4;
  plot.lanes = plot.axis + 12;
  const first = plot.lanes + faultLanes * LANE;
  const room = (plot.narrow ? width - 8 : Math.max(width * .56, Math.min(width - 460, 620))) - first;
  const clients = plot.order.some(line => line >= world.nodes) && plot.order.some(line => line < world.nodes);
  plot.gap = Math.max(26, Math.min(128, room / (plot.order.length + (clients ? .35 : 0))));
  let x = first + plot.gap / 2;
  plot.nodesRight = plot.linesRight = x;
  plot.order.forEach((line, position) => {
    if (position && line >= world.nodes && plot.order[position - 1] < world.nodes) x += plot.gap * .35;
    plot.x[line] = x;
    if (line < world.nodes) plot.nodesRight = x + plot.gap / 2;
    plot.linesRight = x + plot.gap / 2;
    x += plot.gap;
  });
  plot.right = Math.max(plot.linesRight, first + 60);
  plot.height = (plot.narrow ? Math.round(height * .62) : height) - plot.top - 8;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  layOutList(width, height);
}

function draw() {
  ctx.clearRect(0, 0, chart.clientWidth, chart.clientHeight);
  const visible = visibleRows();
  const first = rows.steps[visible.first] ?? 0, last = rows.steps[visible.last] ?? 0, size = visible.last - visible.first + 1;
  const crowded = size > Math.max(CROWD_MIN, plot.height * CROWD_PER_PIXEL), density = plot.height / Math.max(1, size);
  inside(plot.left, plot.top, plot.right - plot.left, plot.height, () => {
    drawFaults();
    drawChosenRow();
    drawAxis();
    if (crowded) drawCrowd(visible);
    drawLines(first, last);
    if (crowded) drawRareMarks(visible);
    else {
      drawArrows(first, last, density);
      if (density >= 11 && plot.gap >= 70) drawTypes(visible);
      if (density >= 4) drawMarks(visible); else drawRareMarks(visible);
    }
    drawViolation();
    for (const step of [selection.hovered, selection.step]) drawChosen(step);
  });
  drawNames();
  drawMinimap();
  drawList(visible);
}

/** Across the diagram and into the list beside it. */
function drawChosenRow() {
  for (const step of [selection.hovered, selection.step]) {
    if (step < 0 || !rows.shown[step]) continue;
    const half = inOrder() ? Math.max(1, pixelsPerRow() / 2) : 1;
    ctx.fillStyle = colors.select;
    ctx.fillRect(plot.axis, yOfStep(step) - half, plot.right - plot.axis, half * 2);
  }
}

function drawChosen(step) {
  if (step < 0 || !rows.shown[step]) return;
  for (const [sent, arrived] of arrowsOf(step)) {
    if (!rows.shown[sent] || !rows.shown[arrived]) continue;
    drawArrow(sent, arrived, true);
    for (const end of [sent, arrived]) dot(xOfStep(end), yOfStep(end), 4.5, colors.panel, colors.ink);
  }
  PAINTERS[kind[step]](xOfStep(step), yOfStep(step), colors.ink);
  dot(xOfStep(step), yOfStep(step), 8, null, colors.ink);
}

/** The step whose mark or arrow is under the pointer, or -1. */
function hitAt(x, y) {
  if (x < plot.axis || x > plot.right || y < plot.top || y > plot.top + plot.height) return -1;
  const near = coordinate => yOf(coordinate);
  const { first, last } = visibleRows();
  let best = -1, nearest = 12;
  const middle = rowAt(y), reach = Math.min(400, Math.ceil(12 * Math.max(1, (last - first) / plot.height)));
  for (let row = Math.max(first, middle - reach); row <= Math.min(last, middle + reach); row++) {
    const step = rows.steps[row], distance = Math.hypot(xOfStep(step) - x, near(coordinateOf(step)) - y);
    if (distance < nearest) [best, nearest] = [step, distance];
  }
  if (best >= 0 || last - first > plot.height * CROWD_PER_PIXEL) return best;
  nearest = 5;
  messages.spans.visit(rows.steps[first] ?? 0, rows.steps[last] ?? 0, (sent, arrived) => {
    if (!rows.shown[sent] || !rows.shown[arrived]) return;
    const distance = distanceTo(arrowEnds(sent, arrived), x, y);
    if (distance < nearest) [best, nearest] = [arrived, distance];
  });
  return best;
}

function distanceTo({ x1, y1, x2, y2 }, x, y) {
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const part = length ? Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length)) : 0;
  return Math.hypot(x1 + part * (x2 - x1) - x, y1 + part * (y2 - y1) - y);
}
