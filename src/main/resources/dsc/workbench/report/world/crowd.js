/* Steps that are too many to tell apart: how many of them, and of which colour, a pixel. */

/** Above so many steps a pixel, and so many at all, arrows would only blacken the picture. */
const CROWD_PER_PIXEL = 1.4, CROWD_MIN = 600;

let crowd = { size: 0, hues: null, lost: null, dots: null };

function emptyCrowd(gaps, height) {
  const size = gaps * height;
  if (crowd.size !== size) crowd = { size, hues: new Uint16Array(size * (HUES + 1)), lost: new Uint16Array(size), dots: new Uint16Array((gaps + 1) * height) };
  else for (const counts of [crowd.hues, crowd.lost, crowd.dots]) counts.fill(0);
  return crowd;
}

/** Between two neighbouring lines: the messages that cross from one to the other, in the colour of the most frequent. */
function drawCrowd(visible) {
  const order = plot.order, height = Math.ceil(plot.height), gaps = Math.max(0, order.length - 1);
  const { hues, lost, dots } = emptyCrowd(gaps, height);
  const positionOf = new Int32Array(world.places.length).fill(-1);
  order.forEach((line, position) => positionOf[line] = position);
  for (let row = visible.first; row <= visible.last; row++) {
    const step = rows.steps[row], y = Math.floor(yOfStep(step) - plot.top);
    if (y < 0 || y >= height || place[step] < 0) continue;
    const own = positionOf[place[step]];
    dots[own * height + y]++;
    const known = ARRIVALS.has(kind[step]) && messages.sentBy[step] >= 0;
    if (!isMessage(step) || peer[step] < 0 || known && kind[step] !== KIND.lose) continue;
    const other = positionOf[peer[step]], hue = categories[categoryOf[step]].hue;
    const last = Math.max(own, other);
    for (let gap = Math.min(own, other); gap < last; gap++) {
      if (kind[step] === KIND.lose) lost[gap * height + y]++;
      else hues[(gap * height + y) * (HUES + 1) + hue]++;
    }
  }
  paintCrowd(hues, lost, height, gaps);
  paintSteps(dots, height, order);
}

function paintCrowd(hues, lost, height, gaps) {
  let most = 1;
  for (const counted of hues) if (counted > most) most = counted;
  for (let gap = 0; gap < gaps; gap++) {
    const left = plot.x[plot.order[gap]] + 6, width = plot.x[plot.order[gap + 1]] - 6 - left;
    for (let y = 0; y < height; y++) {
      let hue = 0, sum = 0, first = (gap * height + y) * (HUES + 1);
      for (let other = 0; other <= HUES; other++) {
        sum += hues[first + other];
        if (hues[first + other] > hues[first + hue]) hue = other;
      }
      if (sum) {
        ctx.globalAlpha = .12 + .6 * Math.log1p(sum) / Math.log1p(most * 2);
        ctx.fillStyle = colors["type-" + hue];
        ctx.fillRect(left, plot.top + y, width, 1);
      }
      if (lost[gap * height + y]) {
        ctx.globalAlpha = .9;
        ctx.fillStyle = colors.lost;
        ctx.fillRect(left + width / 2 - 5, plot.top + y, 10, 1);
      }
    }
  }
  ctx.globalAlpha = 1;
}

/** Beside each line, as far out as there are steps. */
function paintSteps(dots, height, order) {
  let most = 1;
  for (const counted of dots) if (counted > most) most = counted;
  ctx.fillStyle = colors["ink-2"];
  ctx.globalAlpha = .6;
  order.forEach((line, position) => {
    for (let y = 0; y < height; y++) {
      const counted = dots[position * height + y];
      if (counted) ctx.fillRect(plot.x[line] + 3, plot.top + y, 1 + 7 * counted / most, 1);
    }
  });
  ctx.globalAlpha = 1;
}
