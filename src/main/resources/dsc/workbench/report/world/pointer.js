/* Pointer and wheel: drag to move, wheel to move or zoom, click to choose. */

function placeIn(event) {
  const bounds = chart.getBoundingClientRect();
  return { x: event.clientX - bounds.left - chart.clientLeft, y: event.clientY - bounds.top - chart.clientTop };
}

const inMap = ({ x }) => x < plot.left - plot.gutter / 2;

function stepOfRow(target) {
  const node = stepList.nodes.find(node => node.box.contains(target));
  return node ? node.step : -1;
}

const coordinatesPerPixel = () => (shown.to - shown.from) / plot.height;

function listenToPointer() {
  const pointers = new Map();
  let drag = null;
  chart.addEventListener("pointerdown", event => {
    if (event.button > 0 || listBox.contains(event.target)) return;
    chart.setPointerCapture(event.pointerId);
    const at = placeIn(event);
    pointers.set(event.pointerId, at);
    drag = { ...at, part: inMap(at) ? mapPart(at.y) : "window", from: shown.from, to: shown.to, moved: false };
    if (pointers.size === 2) drag = { ...drag, part: "pinch", moved: true, distance: pinchDistance(pointers), around: pinchMiddle(pointers) };
    if (drag.part === "jump") followMap(drag, at);
  });
  chart.addEventListener("pointermove", event => {
    const at = placeIn(event);
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, at);
    if (drag) return followDrag(drag, at, pointers);
    const step = listBox.contains(event.target) ? -1 : hitAt(at.x, at.y);
    chart.style.cursor = inMap(at) ? { from: "ns-resize", to: "ns-resize", map: "grab", jump: "pointer" }[mapPart(at.y)] : step >= 0 ? "pointer" : "";
    if (listBox.contains(event.target)) {
      note.hidden = true;
      selection.hovered = stepOfRow(event.target);
    } else showNote(step, at.x, at.y);
    scheduleDraw();
  });
  const release = (event, cancelled) => {
    if (!pointers.delete(event.pointerId) || !drag) return;
    const ended = drag;
    drag = null;
    if (cancelled || ended.moved || ended.part !== "window") return;
    const { x, y } = placeIn(event);
    choose(hitAt(x, y));
  };
  chart.addEventListener("pointerup", event => release(event, false));
  chart.addEventListener("pointercancel", event => release(event, true));
  chart.addEventListener("pointerleave", () => { showNote(-1); scheduleDraw(); });
  listBox.addEventListener("click", event => {
    const step = stepOfRow(event.target);
    if (step >= 0 && getSelection().isCollapsed) choose(step);
  });
  chart.addEventListener("dblclick", event => { if (!listBox.contains(event.target)) showWhole(true); });
  chart.addEventListener("wheel", followWheel, { passive: false });
}

const pinchDistance = pointers => { const [a, b] = [...pointers.values()]; return Math.max(20, Math.abs(a.y - b.y)); };
const pinchMiddle = pointers => { const [a, b] = [...pointers.values()]; return coordinateAt((a.y + b.y) / 2); };

function followDrag(drag, at, pointers) {
  if (Math.abs(at.y - drag.y) > 4) drag.moved = true;
  if (!drag.moved) return;
  note.hidden = true;
  if (drag.part === "pinch" && pointers.size === 2) {
    const factor = drag.distance / pinchDistance(pointers);
    showWindow(drag.around - (drag.around - drag.from) * factor, drag.around + (drag.to - drag.around) * factor);
  } else if (drag.part === "window") {
    const by = (drag.y - at.y) * (drag.to - drag.from) / plot.height;
    moveBy(drag.from + by - shown.from);
  } else followMap(drag, at);
}

/* The minimap: dragging an edge moves it, dragging between them moves the window, a click elsewhere jumps there. */

function mapPart(y) {
  const y1 = mapY(shown.from), y2 = mapY(shown.to);
  if (y2 - y1 > 16 && Math.abs(y - y1) < 5) return "from";
  if (y2 - y1 > 16 && Math.abs(y - y2) < 5) return "to";
  return y >= y1 - 3 && y <= y2 + 3 && shown.to - shown.from < spanMax() ? "map" : "jump";
}

function followMap(drag, at) {
  const coordinate = mapCoordinate(at.y), half = (drag.to - drag.from) / 2;
  if (drag.part === "from") showWindow(Math.min(coordinate, drag.to - spanMin()), drag.to);
  if (drag.part === "to") showWindow(drag.from, Math.max(coordinate, drag.from + spanMin()));
  if (drag.part === "jump") showWindow(coordinate - half, coordinate + half);
  if (drag.part === "map") {
    const by = (at.y - drag.y) / plot.height * spanMax();
    moveBy(drag.from + by - shown.from);
  }
}

/** A gesture that began by scrolling the page goes on doing so, also when the chart comes under the pointer. */
let pageScrolledAt = -Infinity;

function followWheel(event) {
  const delta = event.deltaY * (event.deltaMode ? 18 : 1), at = placeIn(event);
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    return zoomBy(Math.exp(Math.max(-1, Math.min(1, delta / 240))), coordinateAt(at.y));
  }
  const bounds = chart.getBoundingClientRect(), now = performance.now();
  const hangsOut = delta > 0 ? bounds.bottom > innerHeight + 1 : bounds.top < -1;
  const moved = !hangsOut && now - pageScrolledAt > 250 && delta && scrollBy(event, delta);
  if (moved) event.preventDefault(); else pageScrolledAt = now;
}

/** Over a list that has a scale of its own, moves the list. Whether anything moved. */
function scrollBy(event, delta) {
  if (isAligned() || !listBox.contains(event.target)) return moveBy(delta * coordinatesPerPixel());
  const rowsAway = delta / LIST_ROW, before = stepList.first;
  if (delta > 0 && before + stepList.drawn >= rows.steps.length || delta < 0 && before <= 0) return false;
  stepList.shift += rowsAway;
  scheduleDraw();
  return true;
}
