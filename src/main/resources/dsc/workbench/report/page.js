/* What the pages of a live run and of a simulated world have in common. Times are microseconds. */

const byId = id => document.getElementById(id);
const calm = matchMedia("(prefers-reduced-motion: reduce)");

function element(name, words, className) {
  const created = document.createElement(name);
  if (words !== undefined) created.textContent = words;
  if (className) created.className = className;
  return created;
}

function list(entries) {
  const created = element("dl");
  for (const [name, value] of entries) {
    if (value === null || value === undefined || value === "") continue;
    created.append(element("dt", name), element("dd", value));
  }
  return created;
}

/** The first position in the ascending list whose value is not below {@code bound}. */
function firstNotBelow(values, bound) {
  let low = 0, high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < bound) low = middle + 1; else high = middle;
  }
  return low;
}

/** 1, 2 or 5 times a power of ten, not below the value. */
function roundedUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map(times => times * power).find(step => step >= value * .999999);
}

/** Moments for axis labels at least {@code distance} pixels apart. */
function ticks(from, to, width, distance) {
  const step = roundedUp((to - from) / Math.max(1, width / distance));
  const moments = [];
  for (let at = Math.ceil(from / step - 1e-9); at * step <= to; at++) moments.push(at * step);
  return { step, moments };
}

function momentText(time, step) {
  const digits = Math.max(0, Math.min(9, Math.ceil(6 - Math.log10(step) - 1e-9)));
  return (time / 1e6).toFixed(digits) + " s";
}

function durationText(micros) {
  if (micros < 1000) return micros.toFixed(0) + " µs";
  const millis = micros / 1000;
  if (millis < 10) return millis.toFixed(2) + " ms";
  if (millis < 100) return millis.toFixed(1) + " ms";
  return millis < 1000 ? millis.toFixed(0) + " ms" : (millis / 1000).toFixed(2) + " s";
}

/* Patterns for canvases */

const hatches = new Map();

function hatch(color) {
  if (!hatches.has(color)) hatches.set(color, newHatch(color));
  return hatches.get(color);
}

function newHatch(color) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const pen = tile.getContext("2d");
  pen.strokeStyle = color;
  pen.lineWidth = 1.4;
  for (const x of [-8, 0, 8]) {
    pen.beginPath();
    pen.moveTo(x - 1, 9);
    pen.lineTo(x + 9, -1);
    pen.stroke();
  }
  return pen.createPattern(tile, "repeat");
}

async function copyCommand() {
  const button = byId("copy");
  const chosen = getSelection();
  chosen.selectAllChildren(byId("command"));
  let copied = false;
  try {
    await navigator.clipboard.writeText(byId("command").textContent);
    copied = true;
  } catch {
    copied = document.execCommand("copy");
  }
  if (copied) chosen.removeAllRanges();
  button.textContent = copied ? "Copied" : "Selected";
  setTimeout(() => button.textContent = "Copy", 1600);
}

byId("copy").addEventListener("click", copyCommand);
