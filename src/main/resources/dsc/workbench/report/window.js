/* The window: the part of the run that is shown, and where its moments stand on the screen. */

const SPAN_MIN = 200;

/** Where the tracks draw, in CSS pixels of the chart. */
const plot = { left: 40, right: 0, width: 0, height: 0 };
const shown = { from: 0, to: run.end };
let animation = 0;

const xOf = time => plot.left + (time - shown.from) / (shown.to - shown.from) * plot.width;
const timeAt = x => shown.from + (x - plot.left) / plot.width * (shown.to - shown.from);

/** Moves the window; {@code after} is called each time it has moved. */
function showWindow(from, to, smoothly = false) {
  const span = Math.min(run.end, Math.max(SPAN_MIN, to - from));
  const middle = (from + to) / 2;
  const target = Math.max(0, Math.min(run.end - span, middle - span / 2));
  cancelAnimationFrame(animation);
  if (!smoothly || calm.matches) {
    shown.from = target;
    shown.to = target + span;
    windowMoved();
    return;
  }
  const before = { ...shown };
  const began = performance.now();
  const step = now => {
    const part = Math.min(1, (now - began) / 180);
    const eased = 1 - (1 - part) ** 3;
    shown.from = before.from + (target - before.from) * eased;
    shown.to = before.to + (target + span - before.to) * eased;
    windowMoved();
    if (part < 1) animation = requestAnimationFrame(step);
  };
  animation = requestAnimationFrame(step);
}

function zoomBy(factor, around = (shown.from + shown.to) / 2, smoothly = false) {
  showWindow(around - (around - shown.from) * factor, around + (shown.to - around) * factor, smoothly);
}

function moveBy(part, smoothly = false) {
  const by = (shown.to - shown.from) * part;
  const bounded = Math.max(-shown.from, Math.min(run.end - shown.to, by));
  showWindow(shown.from + bounded, shown.to + bounded, smoothly);
}

function windowText() {
  const step = (shown.to - shown.from) / 100;
  return momentText(shown.from, step).replace(" s", "") + " – " + momentText(shown.to, step)
    + " (" + durationText(shown.to - shown.from) + ")";
}

/** The fault that is nearest to a time: one that is in force then, else the next one, else the one before. */
function faultNear(from, to) {
  const during = run.faults.filter(fault => fault.from <= to && fault.to >= from);
  const after = run.faults.filter(fault => fault.from > to).sort((a, b) => a.from - b.from);
  const before = run.faults.filter(fault => fault.to < from).sort((a, b) => b.to - a.to);
  return during[0] ?? after[0] ?? before[0] ?? null;
}

/** The window around an invalid verdict's operations, or null. */
function violationWindow() {
  const { start, end, outcomeOf, functionOf } = run.operations;
  const { stuck, ordered } = run.marks;
  // What nodes were asked in the end shows that something was lost, and not when.
  const ofClients = ids => ids.filter(id => !run.functions[functionOf[id]].startsWith("final-"));
  const atEnd = stuck.length > 0 && !ofClients(stuck).length;
  const told = ofClients(stuck).filter(id => outcomeOf[id] === OK);
  const lost = ofClients(ordered);
  const focus = told.length ? told : ofClients(stuck).length ? ofClients(stuck)
    : lost.length ? lost.slice(-1) : stuck.length ? stuck : ordered.slice(-1);
  if (!focus.length) return null;
  let from = Math.min(...focus.map(id => start[id])), to = Math.max(...focus.map(id => end[id]));
  const fault = atEnd && lost.length ? faultNear(from, to) : null;
  if (fault) {
    // Where the fault begins, and of a short one also where it ends.
    const spanMax = 2 * Math.max(1e6, Math.abs(fault.from - from));
    from = Math.min(from, fault.from);
    to = Math.max(to, fault.from, fault.to - from <= spanMax ? fault.to : 0);
  }
  const spanMax = Math.max(50000, (to - from) * 6);
  for (const id of [...ordered].reverse().concat(stuck)) {
    const wider = [Math.min(from, start[id]), Math.max(to, end[id])];
    if (!atEnd && wider[1] - wider[0] <= spanMax) [from, to] = wider;
  }
  const margin = Math.max((to - from) * .12, 500);
  return { from: from - margin, to: to + margin };
}
