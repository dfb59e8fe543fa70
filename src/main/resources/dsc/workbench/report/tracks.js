/* The tracks: each draws a part of the run into the one canvas, on the one time axis. */

const chart = byId("chart");
const canvas = byId("tracks");
const FONT = "11px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
const FONT_STRONG = "600 " + FONT;

let colors = {};
let ctx = canvas.getContext("2d");

/** What the pointer is doing: crosshair, selection; and the operation whose detail is shown. */
const pointing = { x: null, selectFrom: null, operation: -1 };

function readColors() {
  const style = getComputedStyle(document.documentElement);
  const names = ["page", "panel", "raised", "line", "line-strong", "ink", "ink-2", "ink-3", "ok", "ok-pale", "on-ok", "failed",
    "failed-pale", "on-failed", "unknown", "unknown-pale", "on-unknown", "bad", "leader", "on-leader", "candidate",
    "on-candidate", "follower", "on-follower", "other-1", "other-2", "band", "band-edge", "fault", "on-fault", "select"];
  colors = Object.fromEntries(names.map(name => [name, style.getPropertyValue("--" + name).trim()]));
}

const tracks = [
  { id: "axis", present: () => true, height: () => 24, draw: drawAxis, hit: () => null },
  { id: "faults", present: () => run.faults.length > 0, height: () => run.faultLaneCount * 22 + 2, draw: drawFaults, hit: hitFault },
  { id: "nodes", present: () => run.samples.some(samples => samples.length), height: () => run.nodes.length * 24, draw: drawNodes, hit: hitSample(() => 24) },
  { id: "members", present: () => tellsMembers, height: () => run.nodes.length * membersHeight(), draw: drawMembers, hit: hitSample(membersHeight) },
  { id: "operations", present: () => true, height: () => Math.max(1, run.rows.length) * rowHeight(), draw: drawOperations, hit: hitOperation },
  { id: "latency", present: () => run.operations.count > 0, height: () => 110, draw: drawLatency, hit: hitBucket },
  { id: "throughput", present: () => run.operations.count > 0, height: () => 80, draw: drawThroughput, hit: hitBucket },
];

const rowHeight = () => Math.max(7, Math.min(28, Math.round(280 / Math.max(1, run.rows.length))));
const MEMBER_HEIGHT = 5;
const membersOf = run.samples.map((_, node) => memberSpans(node));
const tellsMembers = membersOf.flat().some(spans => spans.length);
const nodeSpans = run.samples.map((_, node) => roleSpans(node));

/** Measures again; needed when the page's width or the legends change. */
function layOut() {
  ctx.font = FONT;
  const labels = [...run.nodes, ...run.rows.map(row => row.label), "100 ms"];
  plot.left = Math.min(120, Math.ceil(Math.max(...labels.map(label => ctx.measureText(label).width))) + 20);
  for (const track of tracks) {
    const element = byId(track.id);
    element.hidden = !track.present();
    track.body = element.querySelector(".body");
    track.body.style.height = track.height() + "px";
  }
  const ratio = window.devicePixelRatio || 1;
  plot.width = Math.max(50, chart.clientWidth - plot.left - 12);
  plot.right = plot.left + plot.width;
  plot.height = chart.clientHeight;
  const width = Math.round(chart.clientWidth * ratio), height = Math.round(plot.height * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const track of tracks) {
    track.top = track.body.offsetTop + byId(track.id).offsetTop;
    track.bottom = track.top + track.body.offsetHeight;
    track.shown = track.present();
  }
}

function draw() {
  ctx.clearRect(0, 0, chart.clientWidth, plot.height);
  ctx.lineWidth = 1;
  ctx.textBaseline = "middle";
  drawGrid();
  inPlot(drawBands);
  for (const track of tracks) if (track.shown) track.draw(track);
  drawPointing();
}

/** Draws with everything outside the plot cut off. */
function inPlot(drawing, top = 0, bottom = plot.height) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.left, top, plot.width, bottom - top);
  ctx.clip();
  drawing();
  ctx.restore();
}

function line(x1, y1, x2, y2, color) {
  ctx.strokeStyle = color;
  ctx.beginPath();
  ctx.moveTo(Math.round(x1) + .5, Math.round(y1) + .5);
  ctx.lineTo(Math.round(x2) + .5, Math.round(y2) + .5);
  ctx.stroke();
}

function text(words, x, y, color, align = "left", font = FONT) {
  ctx.font = font;
  ctx.fillStyle = color;
  ctx.textAlign = align;
  ctx.fillText(words, x, y);
}

const rowLabel = (label, y) => text(label, plot.left - 8, y, colors["ink-2"], "right");

function drawGrid() {
  const { moments } = ticks(shown.from, shown.to, plot.width, 90);
  for (const track of tracks) {
    if (!track.shown || track.id === "axis") continue;
    for (const time of moments) line(xOf(time), track.top, xOf(time), track.bottom, colors.line);
  }
  line(plot.left, 24, plot.right, 24, colors["line-strong"]);
}

function drawAxis(track) {
  const { step, moments } = ticks(shown.from, shown.to, plot.width, 90);
  for (const time of moments) {
    const words = momentText(time, step), half = ctx.measureText(words).width / 2;
    text(words, Math.min(plot.right - half, Math.max(plot.left + half, xOf(time))), track.top + 13, colors["ink-2"], "center");
  }
}

/* Faults */

function drawBands() {
  for (const fault of run.faults) {
    const x1 = xOf(fault.from), x2 = Math.max(x1 + 1, xOf(fault.to));
    if (x2 < plot.left || x1 > plot.right) continue;
    ctx.fillStyle = fault.confirmed ? colors.band : hatch(colors.band);
    ctx.fillRect(x1, 25, x2 - x1, plot.height);
    for (const track of tracks) {
      if (!track.shown || track.id === "axis") continue;
      line(x1, track.top, x1, track.bottom, colors["band-edge"]);
      ctx.setLineDash([2, 3]);
      line(x2, track.top, x2, track.bottom, colors["band-edge"]);
      ctx.setLineDash([]);
    }
  }
}

function faultBox(track, fault) {
  const x1 = Math.max(plot.left, xOf(fault.from)), x2 = Math.min(plot.right, xOf(fault.to));
  return { x: x1, y: track.top + fault.lane * 22 + 1, width: Math.max(3, x2 - x1), height: 18, outside: x2 < plot.left || x1 > plot.right };
}

function drawFaults(track) {
  const ordered = [...run.faults].sort((a, b) => a.from - b.from);
  inPlot(() => ordered.forEach((fault, at) => {
    const box = faultBox(track, fault);
    if (box.outside) return;
    ctx.beginPath();
    ctx.roundRect(box.x, box.y, box.width, box.height, 3);
    if (fault.confirmed) {
      ctx.fillStyle = colors.fault;
      ctx.fill();
    } else {
      ctx.fillStyle = colors.panel;
      ctx.fill();
      ctx.fillStyle = hatch(colors["band-edge"]);
      ctx.fill();
      ctx.strokeStyle = colors.fault;
      ctx.stroke();
    }
    labelFault(fault, box, ordered.find((other, later) => later > at && other.lane === fault.lane));
  }), track.top, track.bottom);
  if (run.faults.every(fault => faultBox(track, fault).outside)) text(noFaultText(), plot.left + 8, track.top + 10, colors["ink-3"]);
}

function noFaultText() {
  const last = Math.max(...run.faults.map(fault => fault.to).filter(to => to <= shown.from));
  const next = Math.min(...run.faults.map(fault => fault.from).filter(from => from >= shown.to));
  if (plot.width < 500) return "no fault in this window";
  return "no fault in this window"
    + (isFinite(last) ? "; the last one ended " + durationText(shown.from - last) + " before" : "")
    + (isFinite(next) ? "; the next one begins " + durationText(next - shown.to) + " after" : "");
}

/** Inside its box if it fits, else beside it where nothing else stands; shorter words where there is less room. */
function labelFault(fault, box, next) {
  const y = box.y + box.height / 2 + .5;
  const free = (next ? xOf(next.from) : plot.right) - (box.x + box.width) - 8;
  ctx.font = FONT;
  const few = fault.nodes.length < run.nodes.length ? " " + fault.nodes.join(" ") : "";
  const choices = [[fault.kind + " " + fault.description, ""], [fault.kind, fault.description], ["", fault.kind + " " + fault.description],
    [fault.kind + few, ""], ["", fault.kind + few], [fault.kind, ""], ["", fault.kind]];
  const fits = (words, room) => !words || ctx.measureText(words).width <= room;
  const [inside, beside] = choices.find(([inside, beside]) => fits(inside, box.width - 10) && fits(beside, free)) ?? ["", ""];
  if (inside && !fault.confirmed) {
    ctx.fillStyle = colors.panel;
    ctx.fillRect(box.x + 3, box.y + 2, ctx.measureText(inside).width + 5, box.height - 4);
  }
  if (inside) text(inside, box.x + 5, y, fault.confirmed ? colors["on-fault"] : colors.ink);
  if (beside) text(beside, box.x + box.width + 4, y, colors.ink);
}

function hitFault(track, x, y) {
  const fault = run.faults.find(fault => {
    const box = faultBox(track, fault);
    return !box.outside && x >= box.x - 2 && x <= box.x + box.width + 2 && y >= box.y && y <= box.y + 20;
  });
  return fault ? { kind: "fault", id: fault.id } : null;
}

/* Nodes */

function roleColors(role) {
  switch (role) {
    case "leader": case "primary": case "coordinator": return [colors.leader, colors["on-leader"]];
    case "candidate": return [colors.candidate, colors["on-candidate"]];
    case "follower": case "backup": case "participant": return [colors.follower, colors["on-follower"]];
    case "silent": return [null, colors["ink-3"]];
    default: {
      const others = run.roles.filter(other => !["leader", "primary", "coordinator", "candidate", "follower", "backup", "participant", "silent"].includes(other));
      return [others.indexOf(role) % 2 ? colors["other-2"] : colors["other-1"], colors.ink];
    }
  }
}

function drawNodes(track) {
  run.nodes.forEach((node, at) => {
    const top = track.top + at * 24 + 2, height = 18;
    rowLabel(node, top + height / 2);
    inPlot(() => {
      for (const span of nodeSpans[at]) drawSpan(span, top, height);
      for (const fault of run.faults) {
        if (!fault.nodes.includes(node)) continue;
        ctx.fillStyle = colors.fault;
        ctx.fillRect(xOf(fault.from), top + height + 1, Math.max(1, xOf(fault.to) - xOf(fault.from)), 2);
      }
    }, track.top, track.bottom);
  });
}

function drawSpan(span, top, height) {
  const x1 = xOf(span.from), x2 = xOf(span.to);
  if (x2 < plot.left || x1 > plot.right) return;
  const [fill, ink] = roleColors(span.role);
  if (fill) {
    ctx.fillStyle = fill;
    ctx.fillRect(x1, top, Math.max(1, x2 - x1), height);
  } else {
    ctx.setLineDash([3, 3]);
    line(x1, top + height / 2, x2, top + height / 2, colors["ink-3"]);
    ctx.setLineDash([]);
  }
  if (span.newTerm) line(x1, top, x1, top + height - 1, colors.ink);
  const left = Math.max(x1, plot.left) + 5, room = Math.min(x2, plot.right) - left - 3;
  ctx.font = FONT;
  const term = span.term >= 0 ? String(span.term) : "";
  for (const words of [term ? span.role + ", term " + term : span.role, span.newTerm ? term : ""]) {
    const width = ctx.measureText(words).width;
    if (!words || width > room) continue;
    if (!fill) {
      ctx.fillStyle = colors.panel;
      ctx.fillRect(left - 2, top, width + 4, height);
    }
    return text(words, left, top + height / 2 + .5, ink);
  }
}

/** Where each node has a row of that height. */
function hitSample(rowHeight) {
  return (track, x, y) => {
    const node = Math.floor((y - track.top) / rowHeight());
    const sample = run.samples[node] && sampleAt(node, timeAt(x));
    return sample ? { kind: "sample", node, sample } : null;
  };
}

/* Members */

function membersHeight() {
  return run.nodes.length * MEMBER_HEIGHT + 8;
}

const memberColor = kind => kind === "missed" ? colors.unknown : colors["other-1"];

function drawMembers(track) {
  run.nodes.forEach((node, at) => {
    const top = track.top + at * membersHeight() + 2;
    rowLabel(node, top + run.nodes.length * MEMBER_HEIGHT / 2);
    inPlot(() => membersOf[at].forEach((spans, member) => {
      for (const span of spans) {
        ctx.fillStyle = memberColor(span.kind);
        ctx.fillRect(xOf(span.from), top + member * MEMBER_HEIGHT, Math.max(1, xOf(span.to) - xOf(span.from)), MEMBER_HEIGHT - 1);
      }
    }), track.top, track.bottom);
  });
}

/* Latency and throughput */

const bucketStep = () => roundedUp(Math.max((shown.to - shown.from) / plot.width * 7, run.end / 20000, 10000));
const latencyScale = latencyBounds();

function latencyBounds() {
  let low = Infinity, high = 0;
  for (let id = 0; id < run.operations.count; id++) {
    if (run.operations.outcomeOf[id] !== OK) continue;
    const duration = Math.max(50, run.operations.end[id] - run.operations.start[id]);
    low = Math.min(low, duration);
    high = Math.max(high, duration);
  }
  return high ? { low: Math.floor(Math.log10(low)), high: Math.max(Math.floor(Math.log10(low)) + 1, Math.log10(high * 1.15)) } : { low: 3, high: 4 };
}

function drawLatency(track) {
  const top = track.top + 4, bottom = track.bottom - 4;
  const yOf = micros => bottom - (Math.log10(Math.max(10 ** latencyScale.low, micros)) - latencyScale.low) / (latencyScale.high - latencyScale.low) * (bottom - top);
  for (let power = latencyScale.low; power <= latencyScale.high; power++) {
    line(plot.left, yOf(10 ** power), plot.right, yOf(10 ** power), colors.line);
    rowLabel(durationText(10 ** power).replace(/\.0+ /, " "), Math.min(bottom - 4, yOf(10 ** power)));
  }
  const buckets = bucketsOf(bucketStep());
  const first = Math.max(0, Math.floor(shown.from / buckets.step) - 1), last = Math.min(buckets.size - 1, Math.ceil(shown.to / buckets.step) + 1);
  let completed = 0;
  for (let at = first; at <= last; at++) completed += buckets.counts[OK][at];
  inPlot(() => {
    if (completed < 4 * (last - first + 1)) return drawLatencyDots(yOf);
    drawLatencyLine(buckets, buckets.p99, first, last, yOf, colors["ink-3"], 1.2);
    drawLatencyLine(buckets, buckets.p50, first, last, yOf, colors.ok, 2);
  }, track.top, track.bottom);
}

function drawLatencyLine(buckets, values, first, last, yOf, color, width) {
  ctx.strokeStyle = ctx.fillStyle = color;
  ctx.lineWidth = width;
  ctx.lineJoin = "round";
  ctx.beginPath();
  for (let at = first; at <= last; at++) {
    if (isNaN(values[at])) continue;
    const x = xOf((at + .5) * buckets.step), y = yOf(values[at]);
    if (at > first && !isNaN(values[at - 1])) ctx.lineTo(x, y); else ctx.moveTo(x, y);
    if (isNaN(values[at - 1]) && isNaN(values[at + 1])) ctx.fillRect(x - 2, y - width / 2, 4, Math.max(2, width));
  }
  ctx.stroke();
  ctx.lineWidth = 1;
}

function drawLatencyDots(yOf) {
  ctx.fillStyle = colors.ok;
  const { count, start, end, outcomeOf } = run.operations;
  for (let id = 0; id < count && start[id] <= shown.to; id++) {
    if (outcomeOf[id] !== OK || end[id] < shown.from || end[id] > shown.to || !passesFilter(id)) continue;
    ctx.beginPath();
    ctx.arc(xOf(end[id]), yOf(end[id] - start[id]), 2.5, 0, 7);
    ctx.fill();
  }
}

function drawThroughput(track) {
  const top = track.top + 4, bottom = track.bottom - 6;
  const buckets = bucketsOf(bucketStep());
  const perSecond = 1e6 / buckets.step;
  const peak = roundedUp(Math.max(1e-9, buckets.peak * perSecond));
  const scale = buckets.peak * perSecond < peak / 2 ? peak / 2 : peak;
  line(plot.left, bottom, plot.right, bottom, colors["line-strong"]);
  for (const part of [.5, 1]) line(plot.left, bottom - (bottom - top) * part, plot.right, bottom - (bottom - top) * part, colors.line);
  rowLabel(rateText(scale), top + 4);
  rowLabel("0", bottom - 2);
  const first = Math.max(0, Math.floor(shown.from / buckets.step)), last = Math.min(buckets.size - 1, Math.ceil(shown.to / buckets.step));
  inPlot(() => {
    for (let at = first; at <= last; at++) {
      const x1 = xOf(at * buckets.step), width = Math.max(1, xOf((at + 1) * buckets.step) - x1 - 1);
      let y = bottom;
      for (const outcome of [OK, FAILED, UNKNOWN]) {
        const height = buckets.counts[outcome][at] * perSecond / scale * (bottom - top);
        ctx.fillStyle = colors[OUTCOMES[outcome]];
        ctx.fillRect(x1, y - height, width, height);
        y -= height;
      }
    }
  }, track.top, track.bottom);
}

const rateText = rate => (rate >= 10000 ? rate / 1000 + "k" : rate >= 1 ? String(Math.round(rate)) : rate.toFixed(1)) + "/s";

function hitBucket(track, x) {
  if (x < plot.left || x > plot.right) return null;
  const buckets = bucketsOf(bucketStep());
  const at = Math.floor(timeAt(x) / buckets.step);
  return at >= 0 && at < buckets.size ? { kind: "bucket", buckets, at } : null;
}

/* Pointer */

function drawPointing() {
  if (pointing.x === null) return;
  const x = Math.min(plot.right, Math.max(plot.left, pointing.x));
  if (pointing.selectFrom !== null) {
    const from = Math.min(plot.right, Math.max(plot.left, pointing.selectFrom));
    ctx.fillStyle = colors.select;
    ctx.fillRect(Math.min(from, x), 25, Math.abs(x - from), plot.height);
  }
  line(x, 25, x, plot.height, colors["ink-3"]);
  const words = momentText(timeAt(x), (shown.to - shown.from) / plot.width * 2);
  ctx.font = FONT;
  const width = ctx.measureText(words).width + 10;
  const left = Math.min(plot.right - width, Math.max(plot.left, x - width / 2));
  ctx.fillStyle = colors.ink;
  ctx.beginPath();
  ctx.roundRect(left, 4, width, 18, 3);
  ctx.fill();
  text(words, left + width / 2, 13.5, colors.page, "center");
}
