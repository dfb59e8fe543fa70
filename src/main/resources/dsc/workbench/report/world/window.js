/* The window: the part of the world that is shown, in one of two scales, and where its steps stand on the screen. */

const ROW_MAX = 26, SPAN_MIN_MICROS = .02;

/** In CSS pixels of the chart. Time runs downwards. */
const plot = { left: 0, right: 0, top: 30, height: 400, x: [], gap: 0 };

/** "order": a row a step, evenly spaced; "time": proportional to time. from and to are rows or microseconds. */
const shown = { scale: "order", from: 0, to: 1 };
let animation = 0;

const inOrder = () => shown.scale === "order";
const margin = () => inOrder() ? 0 : world.end * 14 / Math.max(60, plot.height - 28);
const low = () => -margin();
const high = () => (inOrder() ? rows.steps.length : world.end) + margin();
const spanMin = () => inOrder() ? plot.height / ROW_MAX : SPAN_MIN_MICROS;
const spanMax = () => Math.max(spanMin(), high() - low());

/** How far a window may go beyond the end: where a rule was broken, the world is over, and that row should not be at the bottom. */
const beyond = span => inOrder() && focus >= 0 ? Math.max(0, Math.min(span / 2, spanMax() - span)) : 0;

const yOf = coordinate => plot.top + (coordinate - shown.from) / (shown.to - shown.from) * plot.height;
const coordinateAt = y => shown.from + (y - plot.top) / plot.height * (shown.to - shown.from);
const pixelsPerRow = () => plot.height / (shown.to - shown.from);

/** Steps that are not shown stand where the next shown one is. */
function coordinateOf(step) {
  if (step < 0) return low();
  if (step >= count) return high();
  return inOrder() ? rows.before[step] + (rows.shown[step] ? .5 : 0) : at[step];
}

const yOfStep = step => yOf(coordinateOf(step));
const coordinateOfTime = time => inOrder() ? (time >= world.end ? high() : rows.before[firstNotBelow(at, time)]) : time;

/** The rows that can be seen, first and last. */
function visibleRows() {
  const size = rows.steps.length;
  const first = inOrder() ? Math.floor(shown.from) : firstNotBelow(rows.at, shown.from);
  const last = inOrder() ? Math.ceil(shown.to) - 1 : firstNotBelow(rows.at, shown.to + 1e-9) - 1;
  return { first: Math.max(0, Math.min(first, size)), last: Math.min(size - 1, last) };
}

/** The row nearest to a height on the screen. */
function rowAt(y) {
  const wanted = coordinateAt(y), size = rows.steps.length;
  if (inOrder()) return Math.max(0, Math.min(size - 1, Math.floor(wanted)));
  const next = firstNotBelow(rows.at, wanted);
  return next > 0 && (next >= size || wanted - rows.at[next - 1] < rows.at[next] - wanted) ? next - 1 : Math.min(next, size - 1);
}

function showWindow(from, to, smoothly = false) {
  const span = Math.min(spanMax(), Math.max(spanMin(), to - from));
  const middle = (from + to) / 2;
  const target = Math.max(low(), Math.min(low() + spanMax() - span + beyond(span), middle - span / 2));
  cancelAnimationFrame(animation);
  const move = (newFrom, newTo) => {
    shown.from = newFrom;
    shown.to = newTo;
    windowMoved();
  };
  if (!smoothly || calm.matches) return move(target, target + span);
  const before = { ...shown }, began = performance.now();
  const advance = now => {
    const part = Math.max(0, Math.min(1, (now - began) / 180)), eased = 1 - (1 - part) ** 3;
    move(before.from + (target - before.from) * eased, before.to + (target + span - before.to) * eased);
    if (part < 1) animation = requestAnimationFrame(advance);
  };
  animation = requestAnimationFrame(advance);
}

const showWhole = smoothly => showWindow(low(), low() + spanMax(), smoothly);

function zoomBy(factor, around = (shown.from + shown.to) / 2, smoothly = false) {
  showWindow(around - (around - shown.from) * factor, around + (shown.to - around) * factor, smoothly);
}

/** Whether the window could move. */
function moveBy(coordinates, smoothly = false) {
  const span = shown.to - shown.from;
  const by = Math.max(low() - shown.from, Math.min(low() + Math.max(spanMax(), span) + beyond(span) - shown.to, coordinates));
  if (Math.abs(by) < span * 1e-6) return false;
  showWindow(shown.from + by, shown.to + by, smoothly);
  return true;
}

/** What lies between two steps, with the last one well visible. */
function showSteps(first, last, smoothly = false) {
  const from = coordinateOf(first), to = coordinateOf(last);
  const room = Math.max((to - from) * .08, inOrder() ? 1 : (to - from) * .12, inOrder() ? 0 : 1);
  showWindow(from - room, to + room, smoothly);
}

/** Moves the window, and no further than is needed, until the step is in it and not at its edge. */
function bringIntoView(step, smoothly = false) {
  const coordinate = coordinateOf(step), span = shown.to - shown.from, edge = span * .08;
  if (coordinate >= shown.from + edge && coordinate <= shown.to - edge) return;
  const far = coordinate < shown.from - span || coordinate > shown.to + span;
  const from = far ? coordinate - span / 2 : coordinate < shown.from + edge ? coordinate - edge : coordinate + edge - span;
  showWindow(from, from + span, smoothly);
}

/** Changes the scale so that the same steps remain on the screen, as far as that can be. */
function setScale(scale) {
  if (scale === shown.scale) return;
  const { first, last } = visibleRows();
  const steps = [rows.steps[first] ?? 0, rows.steps[last] ?? 0];
  const kept = selection.step >= 0 && yOfStep(selection.step) > plot.top && yOfStep(selection.step) < plot.top + plot.height;
  shown.scale = scale;
  showSteps(steps[0], steps[1]);
  if (kept) bringIntoView(selection.step);
}

/** How much of the chart can be seen without scrolling the page, with some room below; what was before is worth most of it. */
function partOnScreen() {
  const below = innerHeight - chart.getBoundingClientRect().top - plot.top;
  return Math.max(.25, Math.min(.8, below / plot.height - .08));
}

/** All of it where that is readable, else readable rows that end a little after the violation. */
function showViolation(smoothly = false) {
  if (inOrder() && plot.height / rows.steps.length >= ROW_READABLE) return showWhole(smoothly);
  const size = Math.max(40, Math.floor(plot.height / 14)), above = size * partOnScreen();
  const row = rows.before[focus], crash = crashNear();
  if (crash >= 0) {
    // Both must be seen: a row a step where so many rows are readable, else on the scale of time.
    const [first, last] = crash < evidence[0] ? [crash, focus] : [evidence[0], Math.max(crash, focus)];
    if (rows.before[last] - rows.before[first] > size * partOnScreen()) chooseScale("time");
    return showSteps(first, last, smoothly);
  }
  if (inOrder()) showWindow(row - above, row + size - above, smoothly);
  else showSteps(rows.steps[Math.max(0, row - size)], focus, smoothly);
}

function timeText(micros) {
  const nanos = Math.round(micros * 1000);
  return (nanos / 1e9).toFixed(nanos % 1000 ? 9 : 6) + " s";
}

/** A duration that may be shorter than a microsecond. */
const spanText = micros => micros < 1 ? Math.round(micros * 1000) + " ns" : durationText(micros);

function windowText() {
  const { first, last } = visibleRows();
  if (last < first) return "no step here";
  const steps = last - first + 1, all = rows.steps.length, span = spanText(at[rows.steps[last]] - at[rows.steps[first]]);
  return (steps < all ? steps.toLocaleString("en") + " of " : "") + all.toLocaleString("en") + " steps, " + span;
}
