/* Keyboard, buttons, the address's hash, and when to draw. */

let scheduled = 0;
let addressTimer = 0;

function scheduleDraw() {
  if (!scheduled) scheduled = requestAnimationFrame(() => { scheduled = 0; draw(); });
}

/** A canvas that gets another size is empty until it is drawn: not before the next frame would show it so. */
function drawNow() {
  cancelAnimationFrame(scheduled);
  scheduled = 0;
  draw();
}

function windowMoved() {
  byId("window-text").textContent = windowText();
  scheduleDraw();
  clearTimeout(addressTimer);
  addressTimer = setTimeout(writeAddress, 250);
}

function layOutAgain() {
  readColors();
  layOut();
  paintMinimap();
  drawLegend();
  showWindow(shown.from, shown.to);
  drawNow();
}

/** Small worlds need no tall chart; none needs one that is taller than the window, with the panel in it. */
function sizeChart() {
  const room = Math.max(380, innerHeight - 262);
  listBox.style.setProperty("--where", Math.min(18, 4 + 2 * Math.max(...world.places.map(name => name.length))) * .64 + "em");
  chart.style.height = Math.round(Math.max(240, Math.min(room, count * ROW_MAX + plot.top + 16))) + "px";
}

function drawLegend() {
  const entries = [["handle", "timer or own message"], ["persist", "persisted"], ["lose", "lost"], ["crash", "crash"], ["start", "start"],
    ["pause", "pause"], ["resume", "resume"], ["fault", "fault begins"], ["heal", "ends"]].filter(([name]) => world.kind.includes(KIND[name]));
  const roles = new Set(lives.flatMap(life => life ? life.phases.map(phase => phase.role) : []).filter(Boolean));
  const types = categories.filter(category => category.hue).sort((a, b) => a.hue - b.hue);
  byId("legend").replaceChildren(
    ...types.map(({ name, hue }) => {
      const item = element("li"), swatch = element("i", undefined, "swatch");
      swatch.style.background = "var(--type-" + hue + ")";
      item.append(swatch, name);
      return item;
    }),
    ...[...roles].map(role => legendItem(role, pen => { pen.fillStyle = roleColor(role); pen.fillRect(3, 6, 14, 5); })),
    ...entries.map(([name, words]) => legendItem(words, pen => drawSample(pen, name))));
}

function legendItem(words, paint) {
  const sample = element("canvas"), ratio = window.devicePixelRatio || 1, item = element("li");
  sample.width = 20 * ratio;
  sample.height = 17 * ratio;
  const pen = sample.getContext("2d");
  pen.scale(ratio, ratio);
  paint(pen);
  item.append(sample, words);
  return item;
}

/** The marks are drawn into the diagram's own canvas and copied, so that they cannot differ from it. */
function drawSample(pen, name) {
  const ratio = window.devicePixelRatio || 1;
  ctx.clearRect(0, 0, 20, 17);
  if (name === "lose") cross(10, 8, 4, colors.lost); else MARKS[name](10, 8, colors.ink);
  pen.drawImage(canvas, 0, 0, 20 * ratio, 17 * ratio, 0, 0, 20, 17);
  ctx.clearRect(0, 0, 20, 17);
}

/* Keyboard */

/** The next step that is shown, or the next one of the same line. */
function walk(direction, sameLine = false) {
  const { first } = visibleRows(), size = rows.steps.length;
  if (!size) return;
  const chosen = selection.step;
  let row = chosen >= 0 && rows.shown[chosen] ? rows.before[chosen] + direction : first;
  while (sameLine && chosen >= 0 && row >= 0 && row < size && place[rows.steps[row]] !== place[chosen]) row += direction;
  if (row >= 0 && row < size) choose(rows.steps[row]);
}

const page = direction => moveBy(direction * (shown.to - shown.from) * .85, true);

const KEYS = {
  ArrowDown: () => walk(1), ArrowUp: () => walk(-1), ArrowRight: () => walk(1, true), ArrowLeft: () => walk(-1, true),
  PageDown: () => page(1), PageUp: () => page(-1), Home: () => moveBy(-Infinity, true), End: () => moveBy(Infinity, true),
  Escape: () => choose(-1),
  Enter: () => { if (selection.step >= 0) bringIntoView(selection.step, true); },
};

/** These work wherever the focus is, except where one types. */
const KEYS_ANYWHERE = {
  "+": () => zoomBy(.5, chosenCoordinate(), true), "=": () => zoomBy(.5, chosenCoordinate(), true), "-": () => zoomBy(2, chosenCoordinate(), true),
  "0": () => showWhole(true), v: () => goToViolation(true), t: () => chooseScale(inOrder() ? "time" : "order"),
  m: () => { if (selection.step >= 0 && otherEnd(selection.step) >= 0) choose(otherEnd(selection.step), true); },
  n: () => goToMatch(1), N: () => goToMatch(-1), "/": () => byId("search").focus(),
};

/** Zooming keeps the chosen step where it is, if it can be seen. */
function chosenCoordinate() {
  if (selection.step < 0) return undefined;
  const coordinate = coordinateOf(selection.step);
  return coordinate > shown.from && coordinate < shown.to ? coordinate : undefined;
}

function listenToKeyboard() {
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, select, textarea")) return;
    const action = KEYS_ANYWHERE[event.key] ?? (chart.contains(event.target) ? KEYS[event.key] : null);
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function goToViolation(smoothly) {
  if (focus < 0) return;
  select(focus);
  showViolation(smoothly);
}

function chooseScale(scale) {
  setScale(scale);
  for (const button of document.querySelectorAll("[data-scale]")) button.setAttribute("aria-pressed", button.dataset.scale === shown.scale);
  paintMinimap();
  windowMoved();
}

function listenToButtons() {
  const bringChart = () => chart.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  byId("zoom-in").addEventListener("click", KEYS_ANYWHERE["+"]);
  byId("zoom-out").addEventListener("click", KEYS_ANYWHERE["-"]);
  byId("zoom-reset").addEventListener("click", () => showWhole(true));
  byId("zoom-violation").hidden = focus < 0;
  byId("zoom-violation").addEventListener("click", () => goToViolation(true));
  for (const button of document.querySelectorAll("[data-scale]")) button.addEventListener("click", () => chooseScale(button.dataset.scale));
  for (const button of document.querySelectorAll("[data-step]")) {
    const step = Number(button.dataset.step);
    button.disabled = !(step >= 0 && step < count);
    button.addEventListener("click", () => { choose(step, true); bringChart(); });
  }
  for (const link of document.querySelectorAll("a[href^='#t=']")) link.addEventListener("click", () => { bringChart(); setTimeout(readAddress); });
}

/* The address: #scale=time&t=1.25-1.5&step=17&without=n3,Heartbeat. Times are seconds; without a scale, t is enough for a fault's link. */

function writeAddress() {
  const parts = [], { first, last } = visibleRows();
  if (!inOrder()) parts.push("scale=time", "t=" + [shown.from, shown.to].map(time => +(Math.max(0, time) / 1e6).toFixed(9)).join("-"));
  else if (shown.to - shown.from < spanMax() && last >= first) parts.push("steps=" + (rows.steps[first] + 1) + "-" + (rows.steps[last] + 1));
  if (selection.step >= 0 && rows.shown[selection.step]) parts.push("step=" + (selection.step + 1));
  const without = [...world.places.filter((_, line) => !lineShown[line]), ...categories.filter(category => !category.shown).map(category => category.group + " " + category.name)];
  if (without.length) parts.push("without=" + without.map(encodeURIComponent).join(","));
  const wanted = parts.length ? "#" + parts.join("&") : "";
  if (location.hash === wanted) return;
  try {
    history.replaceState(null, "", wanted || location.pathname + location.search);
  } catch { /* a browser may forbid it for local files; the page works without */ }
}

/** Whether the address says what to show. */
function readAddress() {
  const hash = location.hash.slice(1), values = new URLSearchParams(hash);
  const without = /(?:^|&)without=([^&]*)/.exec(hash);
  if (without) {
    const names = new Set(without[1].split(",").map(name => { try { return decodeURIComponent(name); } catch { return name; } }));
    world.places.forEach((name, line) => lineShown[line] = !names.has(name));
    for (const category of categories) category.shown = !names.has(category.group + " " + category.name);
    filterChanged();
  }
  const range = name => /^([\d.]+)-([\d.]+)$/.exec(values.get(name) ?? "")?.slice(1).map(Number);
  if (values.get("scale")) chooseScale(values.get("scale") === "time" ? "time" : "order");
  const times = range("t"), steps = range("steps"), step = Number(values.get("step")) - 1;
  if (times) showTimes(times[0] * 1e6, times[1] * 1e6);
  if (steps) showWindow(coordinateOf(steps[0] - 1) - .5, coordinateOf(steps[1] - 1) + .5);
  if (step >= 0 && step < count) choose(step);
  return Boolean(times || steps || values.has("scale") || step >= 0 && step < count);
}

function showTimes(from, to) {
  if (inOrder()) showWindow(coordinateOfTime(from), coordinateOfTime(to));
  else showWindow(from, to);
}

function start() {
  if (!count) {
    document.querySelector(".diagram").replaceChildren(element("h2", "What happened"), element("p", "Nothing happened in this world.", "quiet"));
    return;
  }
  sizeChart();
  readColors();
  layOut();
  listenToButtons();
  listenToKeyboard();
  listenToPointer();
  listenToSearch();
  showWhole(false);
  layOutAgain();
  showPanel();
  if (!readAddress() && focus >= 0) goToViolation(false);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", layOutAgain);
  addEventListener("hashchange", readAddress);
  addEventListener("resize", sizeChart);
  new ResizeObserver(layOutAgain).observe(chart);
}

start();
