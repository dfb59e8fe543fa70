/* Which steps are shown: by line, and by message type or the word that another kind of step is filed under. */

const GROUPS = [
  ["Messages", ["send", "receive", "lose"]], ["Timers and own messages", ["handle"]], ["Persisted", ["persist"]],
  ["Operations", ["invoke", "complete"]], ["Nodes", ["start", "crash", "pause", "resume"]], ["Faults", ["fault", "heal"]],
];
const HUES = 8;

const lineShown = world.places.map(() => true);
const categoryOf = new Uint16Array(count);
const categories = readCategories();

/** The steps that pass the filter, in order; how many of them come before a step; and their times. */
const rows = { steps: new Int32Array(0), before: new Int32Array(count + 1), shown: new Uint8Array(count), at: new Float64Array(0) };
const search = { words: "", matches: [], isMatch: new Uint8Array(count) };

/** Messages of the most frequent types have a colour of their own. */
function readCategories() {
  const byKey = new Map(), found = [];
  const groupOf = raw.kinds.map(name => GROUPS.findIndex(([, kinds]) => kinds.includes(name)));
  for (let step = 0; step < count; step++) {
    const group = groupOf[kind[step]];
    const name = typeName(step) || (group === 0 ? "(no type)" : raw.kinds[kind[step]]);
    const key = group + " " + name;
    if (!byKey.has(key)) {
      byKey.set(key, found.length);
      found.push({ group, name, count: 0, hue: 0, shown: true });
    }
    categoryOf[step] = byKey.get(key);
    if (!ARRIVALS.has(kind[step]) || messages.sentBy[step] < 0) found[categoryOf[step]].count++;
  }
  found.filter(category => category.group === 0).sort((a, b) => b.count - a.count)
    .slice(0, HUES).forEach((category, at) => category.hue = at + 1);
  return found;
}

const isShownLine = line => line < 0 || lineShown[line];
const isShownStep = step => step === world.violation || kind[step] === KIND.violation
  || categories[categoryOf[step]].shown && isShownLine(place[step]) && isShownLine(peer[step]);

function refilter() {
  const { before, shown } = rows, steps = new Int32Array(count);
  let size = 0;
  for (let step = 0; step < count; step++) {
    before[step] = size;
    shown[step] = isShownStep(step) ? 1 : 0;
    if (shown[step]) steps[size++] = step;
  }
  before[count] = size;
  rows.steps = steps.slice(0, size);
  rows.at = Float64Array.from(rows.steps, step => at[step]);
}

/** Looks into texts, types, places and states; each of them only once, however many steps have it. */
function find(words) {
  const wanted = words.trim().toLowerCase();
  const has = text => text.toLowerCase().includes(wanted);
  search.words = wanted;
  search.matches = [];
  search.isMatch.fill(0);
  if (!wanted) return;
  const texts = world.texts.map(has), types = world.types.map(has), places = world.places.map(has), kinds = raw.kinds.map(has);
  for (let step = 0; step < count; step++) {
    if (!texts[world.textOf[step]] && !texts[world.stateOf[step]] && !types[world.type[step]] && !places[place[step]] && !kinds[kind[step]]) continue;
    search.isMatch[step] = 1;
    search.matches.push(step);
  }
}

/** The next row with a match after the step, or the first one again; -1 where nothing matches. */
function nextMatch(step, direction) {
  const shown = search.matches.filter(match => rows.shown[match]);
  if (!shown.length) return -1;
  const position = direction > 0 ? firstNotBelow(shown, step + 1) : firstNotBelow(shown, step) - 1;
  return shown[(position + shown.length) % shown.length];
}

refilter();
