/* Pointer, keyboard, filters, the address's hash, and when to draw. */

let scheduled = 0;
let addressTimer = 0;

function scheduleDraw() {
  if (!scheduled) scheduled = requestAnimationFrame(() => { scheduled = 0; draw(); drawOverview(); });
}

function windowMoved() {
  byId("window-text").textContent = windowText();
  if (!detailShown.pinned) hideDetail();
  detail.style.visibility = "";
  followPinned();
  scheduleDraw();
  clearTimeout(addressTimer);
  addressTimer = setTimeout(writeAddress, 250);
}

function layOutAgain() {
  readColors();
  drawLegends();
  layOut();
  paintOverview();
  windowMoved();
}

/* Legends */

function legend(track, entries) {
  byId(track).querySelector(".legend").replaceChildren(...entries.map(([words, paint]) => {
    const sample = element("canvas"), ratio = window.devicePixelRatio || 1;
    sample.width = 18 * ratio;
    sample.height = 12 * ratio;
    const before = ctx;
    ctx = sample.getContext("2d");
    ctx.scale(ratio, ratio);
    paint();
    ctx = before;
    const item = element("li");
    item.append(sample, words);
    return item;
  }));
}

function drawLegends() {
  const box = fill => () => { ctx.fillStyle = fill; ctx.fillRect(0, 1, 18, 10); };
  const silent = () => { ctx.setLineDash([3, 3]); line(0, 6, 18, 6, colors["ink-3"]); };
  legend("faults", [["effect seen", box(colors.fault)],
    ...(run.faults.some(fault => !fault.confirmed) ? [["effect not seen", () => { box(hatch(colors["band-edge"]))(); ctx.strokeStyle = colors.fault; ctx.strokeRect(.5, 1.5, 17, 9); }]] : [])]);
  const terms = run.samples.some(samples => samples.some(sample => sample.term >= 0));
  byId("nodes").querySelector("h3").textContent = terms ? "Nodes, role and term" : "Nodes and their role";
  legend("nodes", run.roles.map(role => [role, roleColors(role)[0] ? box(roleColors(role)[0]) : silent]));
  legend("members", [["a member that is seen", box(memberColor("seen"))], ["missed", box(memberColor("missed"))],
    ["from top to bottom: " + run.nodes.join(", "), () => { for (const y of [1, 5, 9]) { ctx.fillStyle = colors["ink-3"]; ctx.fillRect(0, y, 18, 1); } }]]);
  legend("operations", [
    ...run.functions.slice(0, 6).map((name, at) => [name, () => drawForm(formOf[at], "ok", 0, 0, 18, 12)]),
    ...(run.marks.byOperation.size ? [["cannot come next", () => { ctx.strokeStyle = colors.bad; ctx.lineWidth = 2; ctx.strokeRect(1, 1, 16, 10); }]] : []),
    ...(run.operations.outcomeOf.includes(UNKNOWN) ? [["unknown: may take effect later", () => { ctx.globalAlpha = .6; ctx.fillStyle = colors.unknown; ctx.fillRect(0, 5, 18, 2); }]] : []),
  ]);
  legend("latency", [
    ["p50", () => { ctx.fillStyle = colors.ok; ctx.fillRect(0, 5, 18, 2.5); }],
    ["p99", () => { ctx.fillStyle = colors["ink-3"]; ctx.fillRect(0, 5, 18, 1.5); }],
    ["one operation, where they are few", () => { ctx.fillStyle = colors.ok; ctx.beginPath(); ctx.arc(9, 6, 2.5, 0, 7); ctx.fill(); }],
  ]);
  legend("throughput", OUTCOMES.map(name => [name, box(colors[name])]));
}

/* Filters */

function setKeyFilter(key) {
  filter.key = key;
  byId("key-filter").value = String(key);
  paintOverview();
  windowMoved();
}

function listenToFilters() {
  const select = byId("key-filter");
  const byName = run.keys.map((name, key) => [name, key]).sort((a, b) => a[0].localeCompare(b[0], "en", { numeric: true }));
  select.append(...[["all", ALL_KEYS], ...byName].map(([name, key]) => {
    const option = element("option", name);
    option.value = key;
    return option;
  }));
  select.closest("label").hidden = run.keys.length < 2;
  select.addEventListener("change", () => setKeyFilter(Number(select.value)));
  for (const button of document.querySelectorAll("[data-outcome]")) {
    button.addEventListener("click", () => {
      const outcome = Number(button.dataset.outcome);
      filter.outcomes[outcome] = !filter.outcomes[outcome];
      button.setAttribute("aria-pressed", filter.outcomes[outcome]);
      paintOverview();
      windowMoved();
    });
  }
}

/* Pointer */

function hitAt(x, y) {
  const track = tracks.find(track => track.shown && y >= track.top && y < track.bottom);
  return track && x >= plot.left - 4 ? track.hit(track, x, y) : null;
}

function place(event) {
  const bounds = chart.getBoundingClientRect();
  return { x: event.clientX - bounds.left - 1, y: event.clientY - bounds.top - 1 };
}

function listenToPointer() {
  const pointers = new Map();
  let drag = null;
  chart.addEventListener("pointerdown", event => {
    if (detail.contains(event.target) || event.button > 0) return;
    chart.setPointerCapture(event.pointerId);
    const at = place(event);
    pointers.set(event.pointerId, at);
    const mode = event.pointerType === "touch" || event.shiftKey ? "move" : "select";
    drag = { mode, ...at, from: shown.from, to: shown.to, moved: false };
    if (pointers.size === 2) drag = { ...drag, mode: "pinch", distance: pinchDistance(pointers), around: pinchTime(pointers), moved: true };
  });
  chart.addEventListener("pointermove", event => {
    if (detail.contains(event.target) && !drag) return;
    const at = place(event);
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, at);
    pointing.x = event.pointerType === "touch" ? null : at.x;
    if (drag) followDrag(drag, at, pointers);
    else if (!detailShown.pinned) hover(at);
    scheduleDraw();
  });
  const release = (event, cancelled) => {
    if (!pointers.delete(event.pointerId) || !drag) return;
    const at = place(event), ended = drag;
    drag = null;
    pointing.selectFrom = null;
    if (!cancelled && !ended.moved) pinAt(at);
    else if (!cancelled && ended.mode === "select") {
      const times = [timeAt(Math.max(plot.left, ended.x)), timeAt(at.x)].map(time => Math.max(0, Math.min(run.end, time)));
      showWindow(Math.min(...times), Math.max(...times), true);
    }
    scheduleDraw();
  };
  chart.addEventListener("pointerup", event => release(event, false));
  chart.addEventListener("pointercancel", event => release(event, true));
  chart.addEventListener("pointerleave", () => { pointing.x = null; hideDetail(); scheduleDraw(); });
  chart.addEventListener("dblclick", event => {
    if (detail.contains(event.target)) return;
    hideDetail(true);
    showWindow(0, run.end, true);
  });
  chart.addEventListener("wheel", event => {
    const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!event.ctrlKey && !event.metaKey && !sideways) return;
    event.preventDefault();
    const delta = (sideways && event.deltaX ? event.deltaX : event.deltaY) * (event.deltaMode ? 18 : 1);
    if (event.ctrlKey || event.metaKey) zoomBy(Math.exp(Math.max(-1, Math.min(1, delta / 240))), timeAt(place(event).x));
    else moveBy(delta / plot.width);
  }, { passive: false });
}

const pinchDistance = pointers => { const [a, b] = [...pointers.values()]; return Math.max(20, Math.abs(a.x - b.x)); };
const pinchTime = pointers => { const [a, b] = [...pointers.values()]; return timeAt((a.x + b.x) / 2); };

function followDrag(drag, at, pointers) {
  if (Math.abs(at.x - drag.x) > 4) drag.moved = true;
  if (!drag.moved) return;
  if (drag.mode === "select") {
    pointing.selectFrom = drag.x;
    hideDetail();
  } else if (drag.mode === "move") {
    const by = Math.max(-drag.from, Math.min(run.end - drag.to, (drag.x - at.x) / plot.width * (drag.to - drag.from)));
    showWindow(drag.from + by, drag.to + by);
  } else if (pointers.size === 2) {
    const factor = drag.distance / pinchDistance(pointers);
    showWindow(drag.around - (drag.around - drag.from) * factor, drag.around + (drag.to - drag.around) * factor);
  }
}

function hover(at) {
  const hit = hitAt(at.x, at.y);
  if (hit) showDetail(hit, at.x, at.y); else hideDetail();
}

function pinAt(at) {
  const hit = hitAt(at.x, at.y);
  hideDetail(true);
  if (hit) showDetail(hit, at.x, at.y, true);
}

/* Keyboard, and going to an operation */

/** Shows the operation's detail, and moves the window when its bar cannot be seen. */
function goToOperation(id, smoothly = true) {
  if (!(id >= 0 && id < run.operations.count)) return;
  if (filter.key !== ALL_KEYS && run.operations.keyOf[id] !== filter.key) setKeyFilter(ALL_KEYS);
  const start = run.operations.start[id], end = run.operations.end[id], span = shown.to - shown.from;
  const seen = start >= shown.from && end <= shown.to && (end - start) / span * plot.width >= 8;
  hideDetail(true);
  showDetail({ kind: "operation", id, others: 0 }, 0, 0, true);
  const wanted = Math.max((end - start) * 8, 4000);
  const kept = (end - start) / span * plot.width >= 8 && end - start < span * .8 ? span : wanted;
  const middle = (start + end) / 2;
  if (seen) windowMoved(); else showWindow(middle - kept / 2, middle + kept / 2, smoothly);
}

function step(direction) {
  const { count, start, end } = run.operations;
  let id = detailShown.pinned && detailShown.hit.kind === "operation" ? detailShown.hit.id + direction : -1;
  if (id < 0) {
    const visible = at => start[at] <= shown.to && end[at] >= shown.from && passesFilter(at);
    for (id = direction > 0 ? 0 : count - 1; id >= 0 && id < count && !visible(id);) id += direction;
  }
  while (id >= 0 && id < count && !passesFilter(id)) id += direction;
  goToOperation(id, false);
}

function listenToKeyboard() {
  const actions = {
    "+": () => zoomBy(.5, undefined, true), "=": () => zoomBy(.5, undefined, true), "-": () => zoomBy(2, undefined, true),
    ArrowLeft: () => moveBy(-.25, true), ArrowRight: () => moveBy(.25, true),
    Home: () => moveBy(-1e9, true), End: () => moveBy(1e9, true), "0": () => showWindow(0, run.end, true),
    n: () => step(1), p: () => step(-1), Escape: () => hideDetail(true),
  };
  chart.addEventListener("keydown", event => {
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });
}

function listenToButtons() {
  const violation = violationWindow();
  byId("zoom-in").addEventListener("click", () => zoomBy(.5, undefined, true));
  byId("zoom-out").addEventListener("click", () => zoomBy(2, undefined, true));
  byId("zoom-reset").addEventListener("click", () => showWindow(0, run.end, true));
  byId("zoom-violation").hidden = !violation;
  byId("zoom-violation").addEventListener("click", () => showWindow(violation.from, violation.to, true));
  const bringChart = () => chart.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  for (const button of document.querySelectorAll("[data-operation]")) {
    button.addEventListener("click", () => { goToOperation(Number(button.dataset.operation)); bringChart(); });
  }
  for (const link of document.querySelectorAll("a[href^='#t=']")) link.addEventListener("click", bringChart);
}

/* The address: #t=12.1-12.6&key=k1&op=17 */

function writeAddress() {
  const parts = [];
  if (shown.to - shown.from < run.end) parts.push("t=" + [shown.from, shown.to].map(time => +(time / 1e6).toFixed(6)).join("-"));
  if (filter.key >= 0) parts.push("key=" + encodeURIComponent(run.keys[filter.key]));
  if (detailShown.pinned && detailShown.hit.kind === "operation") parts.push("op=" + detailShown.hit.id);
  const wanted = parts.length ? "#" + parts.join("&") : "";
  if (location.hash === wanted) return;
  try {
    history.replaceState(null, "", wanted || location.pathname + location.search);
  } catch { /* a browser may forbid it for local files; the page works without */ }
}

/** Whether the address says what to show. */
function readAddress() {
  const values = new URLSearchParams(location.hash.slice(1));
  const times = /^([\d.]+)-([\d.]+)$/.exec(values.get("t") ?? "");
  const key = run.keys.indexOf(values.get("key") ?? "");
  if (values.has("key") && key >= 0) setKeyFilter(key);
  if (times) showWindow(Number(times[1]) * 1e6, Number(times[2]) * 1e6);
  if (values.has("op")) goToOperation(Number(values.get("op")), false);
  return times !== null || key >= 0 || values.has("op");
}

function start() {
  if (!run.operations.count && !run.faults.length && !run.samples.some(samples => samples.length)) {
    document.querySelector(".timeline").replaceChildren(element("h2", "Timeline"), element("p", "Nothing was recorded.", "quiet"));
    return;
  }
  listenToFilters();
  listenToButtons();
  listenToKeyboard();
  listenToPointer();
  listenToOverview();
  layOutAgain();
  const violation = violationWindow();
  if (!readAddress() && violation) {
    if (run.marks.key >= 0) setKeyFilter(run.marks.key);
    showWindow(violation.from, violation.to);
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", layOutAgain);
  addEventListener("hashchange", readAddress);
  new ResizeObserver(layOutAgain).observe(chart);
}

start();
