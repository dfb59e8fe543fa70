/* What the page was given: WorldData.java writes it. Times are microseconds since the world began. */

const raw = JSON.parse(byId("world").textContent);
const KIND = Object.fromEntries(raw.kinds.map((name, at) => [name, at]));
const ARRIVALS = new Set([KIND.receive, KIND.lose]);

const world = readWorld();
const { count, at, kind, place, peer } = world;

function readWorld() {
  const steps = raw.steps, count = steps.at.length;
  const at = new Float64Array(count);
  let nanos = 0;
  for (let step = 0; step < count; step++) at[step] = (nanos += steps.at[step]) / 1000;
  const faults = raw.faults.map((fault, id) => ({ ...fault, id, from: fault.from / 1000, to: fault.to / 1000, lane: 0,
    lines: fault.nodes.map(node => raw.places.indexOf(node)).filter(line => line >= 0) }));
  return {
    count, at, faults,
    places: raw.places, nodes: raw.nodes, clients: raw.clients, types: raw.types, texts: raw.texts,
    kind: Uint8Array.from(steps.kind), place: Int32Array.from(steps.place), peer: Int32Array.from(steps.peer),
    type: steps.type, textOf: steps.text, message: steps.message, stateOf: steps.state,
    violation: raw.violation >= 0 ? raw.violation : steps.kind.indexOf(KIND.violation),
    end: Math.max(count ? at[count - 1] : 0, ...faults.map(fault => fault.to), .001),
  };
}

const typeName = step => world.type[step] < 0 ? "" : world.types[world.type[step]];
const stepText = step => world.textOf[step] < 0 ? "" : world.texts[world.textOf[step]];
const isMessage = step => kind[step] === KIND.send || ARRIVALS.has(kind[step]);

/** {@code from} and {@code to} ascend in {@code from}; finds those that reach into a window however long they are. */
class Spans {
  constructor(pairs) {
    pairs.sort((a, b) => a[0] - b[0]);
    this.from = Int32Array.from(pairs, pair => pair[0]);
    this.to = Int32Array.from(pairs, pair => pair[1]);
    this.leaves = 1;
    while (this.leaves < pairs.length) this.leaves *= 2;
    this.latest = new Int32Array(2 * this.leaves).fill(-1);
    this.latest.set(this.to, this.leaves);
    for (let node = this.leaves - 1; node > 0; node--) this.latest[node] = Math.max(this.latest[2 * node], this.latest[2 * node + 1]);
  }

  visit(first, last, visitor, node = 1, low = 0, size = this.leaves) {
    if (this.latest[node] < first || low >= this.from.length || this.from[low] > last) return;
    if (node >= this.leaves) return visitor(this.from[low], this.to[low]);
    this.visit(first, last, visitor, 2 * node, low, size / 2);
    this.visit(first, last, visitor, 2 * node + 1, low + size / 2, size / 2);
  }
}

/** Which step sent what arrived, and which step a sent message arrived at first. */
function readMessages() {
  const sentBy = new Int32Array(count).fill(-1), arrivedAt = new Int32Array(count).fill(-1);
  const latest = new Map(), pairs = [];
  for (let step = 0; step < count; step++) {
    const number = world.message[step];
    if (number < 0) continue;
    if (kind[step] === KIND.send) latest.set(number, step);
    if (!ARRIVALS.has(kind[step]) || !latest.has(number)) continue;
    const sent = latest.get(number);
    sentBy[step] = sent;
    if (arrivedAt[sent] < 0) arrivedAt[sent] = step;
    pairs.push([sent, step]);
  }
  return { sentBy, arrivedAt, spans: new Spans(pairs) };
}

/** An operation ends at its client's next completion, or at the one that has its number. */
function readOperations() {
  const endedBy = new Int32Array(count).fill(-1), begunBy = new Int32Array(count).fill(-1);
  const open = new Map(), pairs = [];
  const keyOf = step => world.message[step] >= 0 ? world.message[step] : "line " + place[step];
  for (let step = 0; step < count; step++) {
    if (kind[step] === KIND.invoke) open.set(keyOf(step), step);
    if (kind[step] !== KIND.complete || !open.has(keyOf(step))) continue;
    const begun = open.get(keyOf(step));
    open.delete(keyOf(step));
    endedBy[begun] = step;
    begunBy[step] = begun;
    pairs.push([begun, step]);
  }
  for (const begun of open.values()) pairs.push([begun, count]);
  return { endedBy, begunBy, spans: new Spans(pairs) };
}

/** The words by which nodes of many protocols say what they are, unless they say it of another: "leader=n2". */
const ROLES = /\b(leader|primary|coordinator|candidate|follower|backup|participant)\b(?!\s*[=:])/i;

/** A node's phases, each from a step on: up, down or paused, in a role. And the steps that changed its state. */
function readLife(line) {
  const phases = [{ from: -1, status: "up", role: null }], changed = [];
  const enter = (from, status, role) => {
    const last = phases[phases.length - 1];
    if (last.status !== status || last.role !== role) phases.push({ from, status, role });
  };
  let begun = false;
  for (let step = 0; step < count; step++) {
    if (place[step] !== line) continue;
    const now = phases[phases.length - 1];
    if (kind[step] === KIND.start) {
      if (!begun) phases[0].status = "down";
      enter(step, "up", null);
    }
    if (kind[step] === KIND.crash) enter(step, "down", null);
    if (kind[step] === KIND.pause && now.status === "up") enter(step, "paused", now.role);
    if (kind[step] === KIND.resume && now.status === "paused") enter(step, "up", now.role);
    begun = begun || kind[step] !== KIND.receive && kind[step] !== KIND.lose;
    if (world.stateOf[step] < 0) continue;
    changed.push(step);
    const role = ROLES.exec(world.texts[world.stateOf[step]]);
    const { status } = phases[phases.length - 1];
    enter(step, status, role ? role[1].toLowerCase() : null);
  }
  return { phases, changed: Int32Array.from(changed), froms: Int32Array.from(phases, phase => phase.from) };
}

/** The node's phase after the step. */
function phaseAt(line, step) {
  const { phases, froms } = lives[line];
  return phases[firstNotBelow(froms, step + 1) - 1];
}

/** What the node said of itself last, after the step: the step that said so, or -1. */
function stateStepAt(line, step) {
  const { changed } = lives[line];
  const position = firstNotBelow(changed, step + 1) - 1;
  return position < 0 ? -1 : changed[position];
}

/** Faults that overlap stand beside each other. */
function assignFaultLanes() {
  const ends = [];
  for (const fault of [...world.faults].sort((a, b) => a.from - b.from)) {
    let lane = ends.findIndex(end => end <= fault.from);
    if (lane < 0) lane = ends.length;
    ends[lane] = fault.to;
    fault.lane = lane;
  }
  return Math.min(4, ends.length);
}

const messages = readMessages();
const operations = readOperations();
const lives = world.places.map((_, line) => line < world.nodes ? readLife(line) : null);

/** The invocations of which the evidence says that none can come next, and those before them. */
const evidenceOf = look => [...document.querySelectorAll(".operation." + look)].map(button => Number(button.dataset.step)).filter(step => step >= 0 && step < count);
const stuck = evidenceOf("stuck");
const evidence = stuck.length ? stuck : evidenceOf("ordered").slice(-1);
const endOf = step => operations.endedBy[step] < 0 ? step : operations.endedBy[step];

/** A violation that no node is at was found when the world was over: what shows it is in the evidence, if anywhere. */
const isFoundAtEnd = world.violation >= 0 && place[world.violation] < 0 && evidence.length > 0;

/** Where to look for what is wrong, or -1. */
const focus = world.violation >= 0 && !isFoundAtEnd ? world.violation : Math.max(-1, ...evidence.map(endOf));

/** The crash that is nearest to what was lost, or else the fault; -1 if there is none, or nothing was lost. */
function crashNear() {
  if (!isFoundAtEnd || stuck.length) return -1;
  for (const wanted of [KIND.crash, KIND.fault]) {
    let nearest = -1;
    for (let step = 0; step < count; step++) {
      if (kind[step] === wanted && (nearest < 0 || Math.abs(at[step] - at[focus]) < Math.abs(at[nearest] - at[focus]))) nearest = step;
    }
    if (nearest >= 0) return nearest;
  }
  return -1;
}

const faultLanes = assignFaultLanes();
