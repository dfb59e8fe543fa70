/* What lasts: the axis, faults as bands, the lines of nodes and clients, and operations. */

const LANE = 16;

function drawAxis() {
  const right = plot.axis;
  ctx.font = FONT;
  if (inOrder()) {
    const { first, last } = visibleRows(), every = Math.max(1, Math.ceil(44 / pixelsPerRow()));
    for (let row = Math.ceil(first / every) * every; row <= last; row += every) {
      const y = yOf(row + .5);
      if (world.violation >= 0 && Math.abs(y - yOfStep(world.violation)) < 17) continue;
      write(timeText(at[rows.steps[row]]).replace(" s", ""), right - 9, y, colors["ink-3"], "right");
      stroke(colors["line-strong"], 1, [[right - 5, y], [right, y]]);
    }
    return;
  }
  const { step, moments } = ticks(Math.max(0, shown.from), Math.min(world.end, shown.to), plot.height, 44);
  for (const moment of moments) {
    if (world.violation >= 0 && Math.abs(yOf(moment) - yOfStep(world.violation)) < 17) continue;
    write(momentText(moment, step).replace(" s", ""), right - 9, yOf(moment), colors["ink-3"], "right");
    stroke(colors.line, 1, [[plot.lanes + faultLanes * LANE, yOf(moment)], [plot.linesRight, yOf(moment)]]);
  }
}

function faultBox(fault) {
  const y1 = yOf(coordinateOfTime(fault.from)), y2 = Math.max(y1 + 3, yOf(coordinateOfTime(fault.to)));
  const lane = Math.min(fault.lane, faultLanes - 1);
  return { x: plot.lanes + lane * LANE, y: y1, width: LANE - 3, height: y2 - y1, seen: y2 > plot.top && y1 < plot.top + plot.height };
}

function drawFaults() {
  const left = plot.lanes + faultLanes * LANE;
  for (const fault of world.faults) {
    const box = faultBox(fault);
    if (!box.seen) continue;
    ctx.fillStyle = fault.confirmed ? colors.band : hatch(colors.band);
    ctx.fillRect(left, box.y, plot.nodesRight - left, box.height);
    if (box.height > 6) {
      stroke(colors["band-edge"], 1, [[left, box.y], [plot.nodesRight, box.y]]);
      stroke(colors["band-edge"], 1, [[left, box.y + box.height], [plot.nodesRight, box.y + box.height]], [2, 3]);
    }
    ctx.fillStyle = fault.confirmed ? colors.fault : hatch(colors.fault);
    ctx.beginPath();
    ctx.roundRect(box.x, box.y, box.width, box.height, Math.min(3, box.height / 2));
    ctx.fill();
    drawFaultName(fault, box);
    for (const line of fault.lines) {
      if (!lineShown[line]) continue;
      ctx.fillStyle = colors.fault;
      ctx.fillRect(plot.x[line] - 8, box.y, 2, box.height);
    }
  }
}

function drawFaultName(fault, box) {
  const top = Math.max(box.y, plot.top), bottom = Math.min(box.y + box.height, plot.top + plot.height), room = bottom - top - 8;
  ctx.font = FONT;
  const words = [fault.kind + " " + fault.description, fault.kind].find(words => ctx.measureText(words).width <= room);
  if (!words) return;
  ctx.save();
  ctx.translate(box.x + box.width / 2, top + 5);
  ctx.rotate(Math.PI / 2);
  if (!fault.confirmed) {
    ctx.fillStyle = colors.panel;
    ctx.fillRect(-2, -box.width / 2 + 1, ctx.measureText(words).width + 4, box.width - 2);
  }
  write(words, 0, .5, fault.confirmed ? colors["on-fault"] : colors.ink);
  ctx.restore();
}

function roleColor(role) {
  if (["leader", "primary", "coordinator"].includes(role)) return colors.leader;
  if (role === "candidate") return colors.candidate;
  return role ? colors.follower : colors["other-1"];
}

/** Follows one another down a line; what is narrower than a pixel is drawn once. */
function drawLife(line) {
  const x = plot.x[line], { phases } = lives[line];
  let painted = -Infinity;
  for (let which = 0; which < phases.length; which++) {
    const y1 = Math.max(plot.top, yOfStep(phases[which].from));
    const y2 = Math.min(plot.top + plot.height, which + 1 < phases.length ? yOfStep(phases[which + 1].from) : yOf(high()));
    if (y2 < plot.top || y1 > plot.top + plot.height || y2 < painted + 1) continue;
    painted = y2;
    const { status, role } = phases[which];
    if (status === "down") {
      stroke(colors["line-strong"], 1, [[x, y1], [x, y2]], [1, 4]);
    } else if (status === "paused") {
      ctx.fillStyle = hatch(roleColor(role) === colors.follower ? colors["ink-3"] : roleColor(role));
      ctx.fillRect(x - 4, y1, 8, y2 - y1);
    } else {
      ctx.fillStyle = roleColor(role);
      ctx.fillRect(x - 2.5, y1, 5, Math.max(1, y2 - y1));
    }
  }
}

const OUTCOME = [[/^(fail|failed|error|rejected)$/i, "failed"], [/^(info|unknown|lost|timeout|timed out|timedout)$/i, "unknown"]];

/** The operation's outcome, as far as its completion says it by its type. */
function outcomeOf(end) {
  if (end >= count) return "unknown";
  return OUTCOME.find(([pattern]) => pattern.test(typeName(end)))?.[1] ?? "ok";
}

function drawOperations(first, last) {
  const painted = new Map();
  operations.spans.visit(first, last, (begun, end) => {
    const line = place[begun];
    if (line < 0 || !lineShown[line]) return;
    const y1 = Math.max(plot.top - 5, yOfStep(begun)), y2 = Math.min(plot.top + plot.height + 5, yOfStep(end));
    if (y2 < (painted.get(line) ?? -1) + 1) return;
    painted.set(line, y2);
    const outcome = outcomeOf(end), x = plot.x[line];
    ctx.fillStyle = colors[outcome];
    ctx.globalAlpha = end >= count ? .4 : 1;
    if (y2 - y1 < 4) ctx.fillRect(x - 5, y1, 10, Math.max(1, y2 - y1));
    else {
      ctx.beginPath();
      ctx.roundRect(x - 5, y1, 10, y2 - y1, 4);
      ctx.fill();
    }
    ctx.globalAlpha = 1;
    if (!stuck.includes(begun)) return;
    ctx.strokeStyle = colors.bad;
    ctx.lineWidth = 2.5;
    ctx.strokeRect(x - 8, y1 - 2, 16, Math.max(4, y2 - y1 + 4));
  });
}

function drawLines(first, last) {
  world.places.forEach((_, line) => {
    if (!lineShown[line]) return;
    if (lives[line]) return drawLife(line);
    stroke(colors["line-strong"], 1, [[plot.x[line], plot.top], [plot.x[line], Math.min(plot.top + plot.height, yOf(high()))]]);
  });
  drawOperations(first, last);
}

/** What tells the nodes' names apart, for lines that are closer to each other than the names are long. */
function shortNames() {
  const names = world.places.slice(0, world.nodes);
  if (names.length < 2) return names;
  const shortest = Math.min(...names.map(name => name.length));
  let before = 0, after = 0;
  while (before < shortest - 1 && names.every(name => name[before] === names[0][before])) before++;
  while (after < shortest - 1 - before && names.every(name => name.at(-1 - after) === names[0].at(-1 - after))) after++;
  return names.map(name => name.slice(before, name.length - after));
}

/** The names stay at the top. */
function drawNames() {
  ctx.fillStyle = colors.panel;
  ctx.fillRect(plot.left, 0, plot.right - plot.left, plot.top);
  const few = shortNames();
  write("seconds", plot.axis - 9, plot.top / 2, colors["ink-3"], "right");
  world.places.forEach((name, line) => {
    if (!lineShown[line]) return;
    ctx.font = FONT_STRONG;
    const fits = ctx.measureText(name).width <= plot.gap - 6;
    write(fits ? name : fitted(few[line] ?? name, plot.gap - 6), plot.x[line], plot.top / 2, line < world.nodes ? colors.ink : colors["ink-2"], "center", FONT_STRONG);
  });
  stroke(colors["line-strong"], 1, [[plot.left, plot.top - .5], [plot.right, plot.top - .5]]);
}
