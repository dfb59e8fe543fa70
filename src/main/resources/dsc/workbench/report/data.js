/* What the page was given: TimelineData.java writes it. Times are microseconds since the history began. */

const OUTCOMES = ["ok", "failed", "unknown"];
const OK = 0, FAILED = 1, UNKNOWN = 2;

const run = readRun(JSON.parse(document.getElementById("run").textContent));

function readRun(raw) {
  const end = Math.max(raw.end, 1000);
  const operations = readOperations(raw, end);
  return {
    end,
    clients: raw.clients,
    nodes: raw.nodes,
    functions: raw.functions,
    keys: raw.keys,
    operations,
    rows: readRows(raw, operations),
    faults: raw.faults.map((fault, id) => ({ ...fault, id })),
    faultLaneCount: 0,
    roles: raw.samples.roles,
    samples: raw.samples.byNode.map(samples => readSamples(raw, samples)),
    marks: readMarks(raw.marks),
  };
}

function readOperations(raw, runEnd) {
  const columns = raw.operations;
  const count = columns.start.length;
  const start = new Float64Array(count), end = new Float64Array(count);
  let time = 0;
  for (let id = 0; id < count; id++) {
    time += columns.start[id];
    start[id] = time;
    end[id] = columns.duration[id] < 0 ? runEnd : time + columns.duration[id];
  }
  const text = position => position < 0 ? null : raw.texts[position];
  return {
    count, start, end,
    process: columns.process,
    functionOf: columns.function,
    keyOf: columns.key,
    outcomeOf: columns.outcome,
    returned: id => columns.duration[id] >= 0,
    argument: id => text(columns.argument[id]),
    result: id => text(columns.result[id]),
    error: id => text(columns.error[id]),
  };
}

/** A row a client; a row a process where the number of clients is not known. Within a row, operations follow each other. */
function readRows(raw, operations) {
  // From here on they are those that asked every node in the end, one after the other (dsc.workbench.client.FinalAnswers).
  const closing = 2 ** 40;
  const own = process => raw.clients ? process : Math.min(process, closing);
  const processes = [...new Set(Array.from(operations.process, own))].sort((a, b) => a - b);
  const count = raw.clients || processes.length;
  const rowOfProcess = new Map(processes.map((process, at) => [process, raw.clients ? process % raw.clients : at]));
  const rows = Array.from({ length: operations.count ? count : 0 }, (_, at) => ({
    label: (raw.clients ? "c" + at : processes[at] === closing ? "end" : "p" + processes[at]), ids: [], latestEnd: null,
  }));
  for (let id = 0; id < operations.count; id++) {
    rows[rowOfProcess.get(own(operations.process[id]))].ids.push(id);
  }
  for (const row of rows) {
    row.latestEnd = new Float64Array(row.ids.length);
    row.ids.forEach((id, at) => row.latestEnd[at] = Math.max(at ? row.latestEnd[at - 1] : 0, operations.end[id]));
  }
  rows.of = id => rowOfProcess.get(own(operations.process[id]));
  return rows;
}

function readSamples(raw, entries) {
  let time = 0;
  return entries.map(([delta, role, term, names, ...values]) => {
    time += delta;
    return { at: time, role: raw.samples.roles[role], term, state: raw.samples.stateNames[names].map((name, at) => [name, values[at]]) };
  });
}

function readMarks(raw) {
  const marks = { key: raw ? raw.key : -1, byOperation: new Map(), stuck: [], ordered: [] };
  if (raw) {
    raw.ordered.forEach((id, at) => id >= 0 && marks.byOperation.set(id, { kind: "ordered", label: String(at + 1) }));
    raw.stuck.forEach((id, at) => id >= 0 && marks.byOperation.set(id, { kind: "stuck", label: at < 12 ? String.fromCharCode(65 + at) : "+" }));
    marks.ordered = raw.ordered.filter(id => id >= 0);
    marks.stuck = raw.stuck.filter(id => id >= 0);
  }
  return marks;
}

/** The sample that was the latest one at the time, or null. */
function sampleAt(node, time) {
  const samples = run.samples[node];
  let low = 0, high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (samples[middle].at <= time) low = middle + 1; else high = middle;
  }
  return low ? samples[low - 1] : null;
}

const stateOf = (sample, name) => sample.state.find(([known]) => known === name)?.[1];

/** A list as java writes it. */
const listed = words => (words ?? "").replace(/^\[|\]$/g, "").split(", ").filter(Boolean);

/** For each member, the stretches in which the node saw it or missed it. */
function memberSpans(node) {
  const views = run.samples[node].map(sample => (
    { at: sample.at, up: listed(stateOf(sample, "up")), missed: listed(stateOf(sample, "unreachable")) }));
  return run.nodes.map(member => {
    const spans = [];
    for (const sample of views) {
      const kind = sample.missed.includes(member) ? "missed" : sample.up.includes(member) ? "seen" : "";
      const last = spans[spans.length - 1];
      if (last && last.kind === kind) continue;
      if (last) last.to = sample.at;
      spans.push({ from: sample.at, to: run.end, kind });
    }
    return spans.filter(span => span.kind);
  });
}

/** Stretches of one role and term. */
function roleSpans(node) {
  const spans = [];
  for (const sample of run.samples[node]) {
    const last = spans[spans.length - 1];
    if (last && last.role === sample.role && last.term === sample.term) continue;
    if (last) last.to = sample.at;
    const known = spans.findLast(span => span.term >= 0);
    spans.push({ from: sample.at, to: run.end, role: sample.role, term: sample.term,
      newTerm: sample.term >= 0 && (!known || known.term !== sample.term) });
  }
  return spans;
}

/** Puts faults that overlap in different lanes. */
function assignFaultLanes() {
  const laneEnds = [];
  for (const fault of [...run.faults].sort((a, b) => a.from - b.from)) {
    let lane = laneEnds.findIndex(end => end <= fault.from);
    if (lane < 0) lane = laneEnds.length;
    laneEnds[lane] = fault.to;
    fault.lane = lane;
  }
  run.faultLaneCount = laneEnds.length;
}

/** In place of a key's position: operations of every key. An operation without a key has -1. */
const ALL_KEYS = -2;
const filter = { key: ALL_KEYS, outcomes: [true, true, true] };

function passesFilter(id) {
  return (filter.key === ALL_KEYS || run.operations.keyOf[id] === filter.key) && filter.outcomes[run.operations.outcomeOf[id]];
}

/** Counts and latencies in buckets of one width over the whole run; the last few widths are kept. */
const bucketCache = new Map();

function bucketsOf(step) {
  const cacheKey = step + "|" + filter.key + "|" + filter.outcomes;
  if (bucketCache.has(cacheKey)) return bucketCache.get(cacheKey);
  const { count, start, end, outcomeOf, returned } = run.operations;
  const size = Math.floor(run.end / step) + 1;
  const counts = [0, 1, 2].map(() => new Uint32Array(size));
  const counted = [];
  for (let id = 0; id < count; id++) {
    if (!returned(id) || !passesFilter(id)) continue;
    counts[outcomeOf[id]][Math.min(size - 1, Math.floor(end[id] / step))]++;
    if (outcomeOf[id] === OK) counted.push(id);
  }
  const firstOf = new Uint32Array(size + 1);
  for (let at = 0; at < size; at++) firstOf[at + 1] = firstOf[at] + counts[OK][at];
  const next = firstOf.slice(), latencies = new Float64Array(counted.length);
  for (const id of counted) latencies[next[Math.min(size - 1, Math.floor(end[id] / step))]++] = end[id] - start[id];
  const p50 = new Float64Array(size).fill(NaN), p99 = new Float64Array(size).fill(NaN);
  for (let at = 0; at < size; at++) {
    const sorted = latencies.subarray(firstOf[at], firstOf[at + 1]).sort();
    if (!sorted.length) continue;
    p50[at] = sorted[Math.ceil(sorted.length * .5) - 1];
    p99[at] = sorted[Math.ceil(sorted.length * .99) - 1];
  }
  let peak = 0;
  for (let at = 0; at < size; at++) peak = Math.max(peak, counts[OK][at] + counts[FAILED][at] + counts[UNKNOWN][at]);
  const buckets = { step, size, counts, p50, p99, peak };
  if (bucketCache.size > 12) bucketCache.delete(bucketCache.keys().next().value);
  bucketCache.set(cacheKey, buckets);
  return buckets;
}

assignFaultLanes();
