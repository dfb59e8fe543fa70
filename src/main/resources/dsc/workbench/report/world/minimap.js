/* The minimap: the whole world in a strip, in the diagram's scale, with the window drawn over it. */

let mapPicture = null;

const mapBottom = () => plot.top + plot.height;
const mapY = coordinate => plot.top + (coordinate - low()) / spanMax() * plot.height;
const mapCoordinate = y => low() + Math.max(0, Math.min(1, (y - plot.top) / plot.height)) * spanMax();

/** Paints what does not depend on the window: once a layout, filter, scale or search. */
function paintMinimap() {
  const ratio = window.devicePixelRatio || 1, height = Math.ceil(plot.height);
  mapPicture = document.createElement("canvas");
  mapPicture.width = Math.round(plot.map * ratio);
  mapPicture.height = Math.round(height * ratio);
  const pen = mapPicture.getContext("2d");
  pen.scale(ratio, ratio);
  pen.fillStyle = colors.raised;
  pen.fillRect(0, 0, plot.map, height);
  paintMapColumns(pen, height);
  const y = coordinate => mapY(coordinate) - plot.top;
  for (const fault of world.faults) {
    const from = y(coordinateOfTime(fault.from));
    pen.fillStyle = colors.fault;
    pen.fillRect(0, from, 4, Math.max(1.5, y(coordinateOfTime(fault.to)) - from));
  }
  pen.fillStyle = colors.ok;
  for (const match of search.matches) if (rows.shown[match]) pen.fillRect(plot.map - 7, y(coordinateOf(match)) - 1, 7, 2);
  if (focus < 0) return;
  const at = y(coordinateOf(focus));
  pen.fillStyle = colors.bad;
  pen.fillRect(0, at - 1.25, plot.map, 2.5);
}

/** How many steps a pixel, and of which colours: in the order of steps there are equally many everywhere. */
function paintMapColumns(pen, height) {
  const slot = 2, size = Math.ceil(height / slot), hues = HUES + 2, counts = new Uint32Array(size * hues);
  for (let row = 0; row < rows.steps.length; row++) {
    const step = rows.steps[row];
    const y = Math.min(size - 1, Math.max(0, Math.floor((mapY(coordinateOf(step)) - plot.top) / slot)));
    const hue = kind[step] === KIND.lose ? HUES + 1 : categories[categoryOf[step]].hue;
    counts[y * hues + hue]++;
  }
  let most = 1;
  for (let y = 0; y < size; y++) {
    let sum = 0;
    for (let hue = 0; hue < hues; hue++) sum += counts[y * hues + hue];
    most = Math.max(most, sum);
  }
  const room = plot.map - 7;
  for (let y = 0; y < size; y++) {
    let x = 6;
    for (let hue = HUES + 1; hue >= 0; hue--) {
      const width = counts[y * hues + hue] / most * room;
      pen.fillStyle = hue > HUES ? colors.lost : colors["type-" + hue];
      pen.fillRect(x, y * slot, width, slot);
      x += width;
    }
  }
}

function drawMinimap() {
  ctx.drawImage(mapPicture, MAP_LEFT, plot.top, plot.map, Math.ceil(plot.height));
  const y1 = Math.max(plot.top, mapY(shown.from)), y2 = Math.min(mapBottom(), Math.max(y1 + 3, mapY(shown.to)));
  ctx.globalAlpha = .4;
  ctx.fillStyle = colors.panel;
  ctx.fillRect(MAP_LEFT, plot.top, plot.map, y1 - plot.top);
  ctx.fillRect(MAP_LEFT, y2, plot.map, mapBottom() - y2);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colors.ink;
  ctx.lineWidth = 1.5;
  ctx.strokeRect(MAP_LEFT - .5, y1, plot.map + 1, y2 - y1);
  if (y2 - y1 < plot.height - 2) drawFan(MAP_LEFT + plot.map + 2, y1, y2, plot.left - 4, plot.top, mapBottom());
  if (focus >= 0) {
    const y = mapY(coordinateOf(focus));
    shape(colors.bad, [[MAP_LEFT - 9, y - 6], [MAP_LEFT - 9, y + 6], [MAP_LEFT - 1, y]]);
  }
}

/** Shows that what is on the right is a part of what is on the left, larger. */
function drawFan(x1, top1, bottom1, x2, top2, bottom2) {
  shape(colors.raised, [[x1, top1], [x2, top2], [x2, bottom2], [x1, bottom1]]);
}
