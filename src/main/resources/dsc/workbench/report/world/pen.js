/* The canvas, its colours, and strokes that every drawing needs. */

const chart = byId("chart");
const canvas = byId("diagram");
const ctx = canvas.getContext("2d");
const FONT = "11px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
const FONT_STRONG = "600 12px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

let colors = {};

function readColors() {
  const style = getComputedStyle(document.documentElement);
  const names = ["page", "panel", "raised", "line", "line-strong", "ink", "ink-2", "ink-3", "ok", "ok-pale", "failed", "unknown", "bad",
    "bad-pale", "leader", "candidate", "follower", "other-1", "band", "band-edge", "fault", "on-fault", "select", "lost", "up",
    ...Array.from({ length: HUES + 1 }, (_, hue) => "type-" + hue)];
  colors = Object.fromEntries(names.map(name => [name, style.getPropertyValue("--" + name).trim()]));
  hatches.clear();
}

const colorOf = step => colors["type-" + categories[categoryOf[step]].hue];

function stroke(color, width, points, dash = []) {
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  ctx.beginPath();
  points.forEach(([x, y], at) => at ? ctx.lineTo(x, y) : ctx.moveTo(x, y));
  ctx.stroke();
  ctx.setLineDash([]);
}

function shape(fill, points) {
  ctx.fillStyle = fill;
  ctx.beginPath();
  points.forEach(([x, y], at) => at ? ctx.lineTo(x, y) : ctx.moveTo(x, y));
  ctx.fill();
}

function dot(x, y, radius, fill, outline) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 7);
  if (fill) {
    ctx.fillStyle = fill;
    ctx.fill();
  }
  if (outline) {
    ctx.strokeStyle = outline;
    ctx.lineWidth = 1.6;
    ctx.stroke();
  }
}

function cross(x, y, size, color, width = 2) {
  stroke(color, width, [[x - size, y - size], [x + size, y + size]]);
  stroke(color, width, [[x - size, y + size], [x + size, y - size]]);
}

function write(words, x, y, color, align = "left", font = FONT) {
  ctx.font = font;
  ctx.fillStyle = color;
  ctx.textAlign = align;
  ctx.textBaseline = "middle";
  ctx.fillText(words, x, y);
}

/** Text over lines: with the ground's colour around it. */
function writeOver(words, x, y, color, align, font = FONT) {
  ctx.font = font;
  ctx.textAlign = align;
  ctx.textBaseline = "middle";
  ctx.lineWidth = 3.5;
  ctx.lineJoin = "round";
  ctx.strokeStyle = colors.panel;
  ctx.strokeText(words, x, y);
  ctx.fillStyle = color;
  ctx.fillText(words, x, y);
}

/** The words, cut to the width. */
function fitted(words, width) {
  if (ctx.measureText(words).width <= width) return words;
  let length = words.length;
  while (length > 1 && ctx.measureText(words.slice(0, length) + "…").width > width) length--;
  return words.slice(0, length) + "…";
}

/** Draws with everything outside the box cut off. */
function inside(x, y, width, height, drawing) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
  drawing();
  ctx.restore();
}
