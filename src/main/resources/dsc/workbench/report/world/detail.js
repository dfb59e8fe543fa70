/* What is known of a step: a note at the pointer, and the panel about the one that was chosen. */

const note = byId("note");
const panel = byId("panel");

const KIND_WORDS = {
  send: "sent", receive: "received", lose: "lost", handle: "handled", persist: "persisted", start: "started", crash: "crashed",
  pause: "paused", resume: "resumed", invoke: "invoked", complete: "completed", fault: "fault begins", heal: "fault ends",
  violation: "guarantee seen broken",
};

function heading(step) {
  const where = whereText(step), verb = KIND_WORDS[raw.kinds[kind[step]]], name = typeName(step) === raw.kinds[kind[step]] ? "" : typeName(step);
  const title = element("strong", isMessage(step) ? where + " " + name + ", " + verb : (where ? where + ": " : "") + verb + (name ? (kind[step] === KIND.violation ? ": " : " ") + name : ""));
  if (step === world.violation) title.className = "violation";
  return title;
}

const textOf = position => position < 0 ? "" : world.texts[position];

/** A node after a step, in words. */
function stateText(line, step) {
  const { status } = phaseAt(line, step), told = stateStepAt(line, step);
  const words = told < 0 ? "" : textOf(world.stateOf[told]);
  if (status === "down") return { words, mark: told < 0 ? "not started" : "down", old: true };
  return { words: words || "said nothing yet", mark: status === "paused" ? "paused" : "", old: !words };
}

/** Where a message came from or went to, in time. */
function flight(step) {
  if (kind[step] === KIND.send) {
    const arrived = messages.arrivedAt[step];
    if (arrived < 0) return "still on its way when the world ended";
    return (kind[arrived] === KIND.lose ? "lost" : "arrived") + " " + spanText(at[arrived] - at[step]) + " later";
  }
  const sent = messages.sentBy[step];
  return sent < 0 ? "" : "sent " + spanText(at[step] - at[sent]) + " before, at " + timeText(at[sent]);
}

function lasted(step) {
  if (kind[step] === KIND.invoke) {
    const end = operations.endedBy[step];
    return end < 0 ? "no completion before the world ended" : "completed " + spanText(at[end] - at[step]) + " later: " + stepText(end);
  }
  const begun = operations.begunBy[step];
  return begun < 0 ? "" : "invoked " + spanText(at[step] - at[begun]) + " before: " + stepText(begun);
}

function showNote(step, x, y) {
  selection.hovered = step;
  if (step < 0) {
    note.hidden = true;
    return;
  }
  const told = place[step] >= 0 && place[step] < world.nodes && world.stateOf[step] >= 0 ? textOf(world.stateOf[step]) : "";
  note.replaceChildren(heading(step), element("p", timeText(at[step])), element("p", stepText(step), "words"), details([
    ["message", isMessage(step) ? flight(step) : ""], ["operation", lasted(step)], ["state then", told]]));
  note.hidden = false;
  const width = note.offsetWidth, height = note.offsetHeight;
  const left = x + 18 + width <= chart.clientWidth - 8 ? x + 18 : Math.max(8, x - 18 - width);
  note.style.left = left + "px";
  note.style.top = Math.max(4, Math.min(chart.clientHeight - height - 4, y - height / 2)) + "px";
}

/** Shows what is known of the chosen step and of every node right after it. */
function showPanel() {
  const step = selection.step;
  byId("panel-empty").hidden = step >= 0;
  byId("panel-step").hidden = byId("panel-states").hidden = step < 0;
  if (step < 0) return;
  const other = otherEnd(step), told = byId("panel-step");
  told.replaceChildren(heading(step), element("p", stepText(step), "words"), details([
    ["time", timeText(at[step])],
    ["step", (step + 1).toLocaleString("en") + " of " + count.toLocaleString("en") + ", " + raw.kinds[kind[step]]],
    ["message", isMessage(step) ? (world.message[step] >= 0 ? "number " + world.message[step] + ", " : "") + flight(step) : ""],
    ["operation", lasted(step)],
  ]));
  if (other >= 0) {
    const button = element("button", isMessage(step) ? "Other end (m)" : kind[step] === KIND.invoke ? "Its completion (m)" : "Its invocation (m)");
    button.type = "button";
    button.addEventListener("click", () => choose(other, true));
    told.append(button);
  }
  byId("panel-states").replaceChildren(...world.places.slice(0, world.nodes).map((name, line) => stateRow(name, line, step)));
  byId("announcement").textContent = told.querySelector("strong").textContent + ", " + timeText(at[step]) + ". " + stepText(step);
}

function stateRow(name, line, step) {
  const { words, mark, old } = stateText(line, step);
  const row = element("tr", undefined, place[step] === line ? "own" : "");
  const head = element("th", name), state = element("td", words, old ? "old" : "");
  head.scope = "row";
  if (mark) state.prepend(element("em", mark));
  const told = stateStepAt(line, step);
  if (told === step) state.append(element("span", "changed by this step", "changed"));
  row.append(head, state);
  return row;
}

function details(entries) {
  const told = list(entries);
  return told.children.length ? told : "";
}

/** The first other step that belongs to it: a message's other end, or an operation's. */
function otherEnd(step) {
  if (kind[step] === KIND.send) return messages.arrivedAt[step];
  if (ARRIVALS.has(kind[step])) return messages.sentBy[step];
  return kind[step] === KIND.invoke ? operations.endedBy[step] : operations.begunBy[step];
}

/** Chooses the step, or none, and brings it into view. */
function choose(step, smoothly = false) {
  select(step);
  if (step >= 0) bringIntoView(step, smoothly);
}

/** Chooses the step where the window is; shows its line and its type again if they were hidden. */
function select(step) {
  selection.step = step;
  selection.hovered = -1;
  note.hidden = true;
  stepList.shift = 0;
  if (step >= 0 && !rows.shown[step]) {
    categories[categoryOf[step]].shown = true;
    for (const line of [place[step], peer[step]]) if (line >= 0) lineShown[line] = true;
    filterChanged();
  }
  showPanel();
  for (const row of stepList.nodes) row.step = -1;
  windowMoved();
}
