/* The overview: the whole run in a strip, with the window drawn over it. */

const overview = byId("overview");
const overviewPen = overview.getContext("2d");
const overviewPlot = { left: 0, width: 0, height: 58, axis: 14 };
let overviewPicture = null;

const overviewX = time => overviewPlot.left + time / run.end * overviewPlot.width;
const overviewTime = x => Math.max(0, Math.min(run.end, (x - overviewPlot.left) / overviewPlot.width * run.end));

/** Draws what does not depend on the window, once a layout. */
function paintOverview() {
  const ratio = window.devicePixelRatio || 1;
  overview.width = Math.round(overview.clientWidth * ratio);
  overview.height = Math.round(overviewPlot.height * ratio);
  overviewPlot.left = plot.left + 1;
  overviewPlot.width = plot.width;
  overviewPicture = document.createElement("canvas");
  overviewPicture.width = overview.width;
  overviewPicture.height = overview.height;
  const pen = overviewPicture.getContext("2d");
  pen.scale(ratio, ratio);
  const bottom = overviewPlot.height - overviewPlot.axis;
  pen.fillStyle = colors.panel;
  pen.fillRect(overviewPlot.left, 0, overviewPlot.width, bottom);
  for (const fault of run.faults) {
    pen.fillStyle = colors.band;
    pen.fillRect(overviewX(fault.from), 0, Math.max(1, overviewX(fault.to) - overviewX(fault.from)), bottom);
  }
  paintCompletions(pen, bottom);
  paintViolation(pen);
}

function paintCompletions(pen, bottom) {
  if (!run.operations.count) return;
  const buckets = bucketsOf(roundedUp(run.end / overviewPlot.width * 3));
  for (let at = 0; at < buckets.size; at++) {
    const x = overviewX(at * buckets.step), width = Math.max(1, buckets.step / run.end * overviewPlot.width);
    let y = bottom;
    for (const outcome of [OK, FAILED, UNKNOWN]) {
      const height = buckets.counts[outcome][at] / Math.max(1, buckets.peak) * (bottom - 8);
      pen.fillStyle = colors[OUTCOMES[outcome]];
      pen.fillRect(x, y - height, Math.min(width, overviewPlot.left + overviewPlot.width - x), height);
      y -= height;
    }
  }
}

function paintViolation(pen) {
  const around = violationWindow();
  if (!around) return;
  const x = overviewX((around.from + around.to) / 2);
  pen.fillStyle = colors.bad;
  pen.fillRect(x - 1, 0, 2, overviewPlot.height - overviewPlot.axis);
  pen.beginPath();
  pen.moveTo(x - 6, 0);
  pen.lineTo(x + 6, 0);
  pen.lineTo(x, 8);
  pen.fill();
}

function drawOverview() {
  if (!overviewPicture.width) return;
  const ratio = window.devicePixelRatio || 1;
  overviewPen.setTransform(1, 0, 0, 1, 0, 0);
  overviewPen.clearRect(0, 0, overview.width, overview.height);
  overviewPen.drawImage(overviewPicture, 0, 0);
  overviewPen.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawOverviewAxis();
  const bottom = overviewPlot.height - overviewPlot.axis;
  const x1 = overviewX(shown.from), x2 = Math.max(x1 + 2, overviewX(shown.to));
  overviewPen.globalAlpha = .65;
  overviewPen.fillStyle = colors.page;
  overviewPen.fillRect(overviewPlot.left, 0, x1 - overviewPlot.left, bottom);
  overviewPen.fillRect(x2, 0, overviewPlot.left + overviewPlot.width - x2, bottom);
  overviewPen.globalAlpha = 1;
  overviewPen.strokeStyle = colors["ink-2"];
  overviewPen.lineWidth = 1.5;
  overviewPen.strokeRect(x1, .75, x2 - x1, bottom - 1.5);
  overviewPen.fillStyle = colors["ink-2"];
  for (const x of [x1, x2]) {
    overviewPen.beginPath();
    overviewPen.roundRect(x - 3, bottom / 2 - 8, 6, 16, 3);
    overviewPen.fill();
  }
}

/** Needed only while the axis below shows something else. */
function drawOverviewAxis() {
  if (shown.to - shown.from >= run.end) return;
  overviewPen.font = FONT;
  overviewPen.fillStyle = colors["ink-3"];
  overviewPen.textAlign = "center";
  const { step, moments } = ticks(0, run.end, overviewPlot.width, 110);
  for (const time of moments) {
    const words = momentText(time, step), half = overviewPen.measureText(words).width / 2;
    const x = Math.min(overviewPlot.left + overviewPlot.width - half, Math.max(overviewPlot.left + half, overviewX(time)));
    overviewPen.fillText(words, x, overviewPlot.height - 3);
  }
}

/** Dragging an edge moves it, dragging inside moves the window, dragging elsewhere chooses a new one. */
function listenToOverview() {
  let drag = null;
  const xIn = event => event.clientX - overview.getBoundingClientRect().left;
  const partAt = x => {
    const x1 = overviewX(shown.from), x2 = overviewX(shown.to);
    if (Math.abs(x - x1) < 7) return "from";
    if (Math.abs(x - x2) < 7) return "to";
    return x > x1 && x < x2 && shown.to - shown.from < run.end ? "window" : "new";
  };
  overview.addEventListener("pointerdown", event => {
    overview.setPointerCapture(event.pointerId);
    const x = xIn(event);
    drag = { part: partAt(x), time: overviewTime(x), from: shown.from, to: shown.to, x };
  });
  overview.addEventListener("pointermove", event => {
    const x = xIn(event), time = overviewTime(x);
    if (!drag) {
      overview.style.cursor = { from: "ew-resize", to: "ew-resize", window: "grab", new: "crosshair" }[partAt(x)];
      return;
    }
    if (drag.part === "new" && Math.abs(x - drag.x) < 3) return;
    if (drag.part === "from") showWindow(Math.min(time, drag.to - SPAN_MIN), drag.to);
    if (drag.part === "to") showWindow(drag.from, Math.max(time, drag.from + SPAN_MIN));
    if (drag.part === "new") showWindow(Math.min(time, drag.time), Math.max(time, drag.time));
    if (drag.part === "window") {
      const by = Math.max(-drag.from, Math.min(run.end - drag.to, time - drag.time));
      showWindow(drag.from + by, drag.to + by);
    }
  });
  overview.addEventListener("pointerup", event => {
    if (drag && Math.abs(xIn(event) - drag.x) < 3) {
      const half = (shown.to - shown.from) / 2;
      showWindow(drag.time - half, drag.time + half, true);
    }
    drag = null;
  });
  overview.addEventListener("pointercancel", () => drag = null);
  overview.addEventListener("dblclick", () => showWindow(0, run.end, true));
}
