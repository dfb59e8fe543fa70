/* Filters by type and by line, and the search. */

/** After what is shown has changed: keeps the window at the steps that were in it. */
function filterChanged() {
  const { first, last } = visibleRows();
  const kept = [rows.steps[first] ?? 0, rows.steps[last] ?? count];
  const span = shown.to - shown.from, wasWhole = span >= spanMax() * .999;
  refilter();
  for (const menu of [typeMenu, lineMenu]) menu.update();
  layOut();
  paintMinimap();
  for (const row of stepList.nodes) row.step = -1;
  if (wasWhole) return showWhole(false);
  if (!inOrder()) return windowMoved();
  const middle = (coordinateOf(kept[0]) + coordinateOf(Math.min(count, kept[1]))) / 2;
  showWindow(middle - span / 2, middle + span / 2);
}

/** A menu of checkboxes in sections, with "all" and "none" over each. */
function makeMenu(box, label, sections) {
  const summary = box.querySelector("summary"), content = box.querySelector(".menu"), boxes = [];
  for (const { title, entries } of sections.filter(section => section.entries.length)) {
    const head = element("div", undefined, "menu-head");
    const setAll = value => { for (const entry of entries) entry.set(value); filterChanged(); };
    for (const [words, value] of [["all", true], ["none", false]]) {
      const button = element("button", words);
      button.type = "button";
      button.setAttribute("aria-label", title + ": " + words);
      button.addEventListener("click", () => setAll(value));
      head.append(button);
    }
    head.prepend(element("h3", title));
    content.append(head, ...entries.map(entry => {
      const row = element("label"), check = element("input"), swatch = element("i", undefined, "swatch");
      check.type = "checkbox";
      check.addEventListener("change", () => { entry.set(check.checked); filterChanged(); });
      if (entry.color) swatch.style.background = "var(--" + entry.color + ")"; else swatch.hidden = true;
      row.append(check, swatch, element("span", entry.name), element("span", entry.count.toLocaleString("en"), "count"));
      boxes.push({ check, entry });
      return row;
    }));
  }
  const update = () => {
    for (const { check, entry } of boxes) check.checked = entry.get();
    const on = boxes.filter(({ entry }) => entry.get()).length;
    summary.textContent = label + (on < boxes.length ? " " + on + "/" + boxes.length : "");
    box.classList.toggle("active", on < boxes.length);
  };
  update();
  box.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    box.open = false;
    summary.focus();
  });
  addEventListener("pointerdown", event => { if (!box.contains(event.target)) box.open = false; });
  return { update };
}

const typeMenu = makeMenu(byId("type-menu"), "Types", GROUPS.map(([title], group) => ({
  title,
  entries: categories.filter(category => category.group === group).sort((a, b) => b.count - a.count).map(category => ({
    name: category.name, count: category.count, color: category.hue ? "type-" + category.hue : "",
    get: () => category.shown, set: value => category.shown = value,
  })),
})));

const lineMenu = makeMenu(byId("line-menu"), "Lines", lineSections());

function lineSections() {
  const counts = new Uint32Array(world.places.length);
  for (let step = 0; step < count; step++) if (place[step] >= 0) counts[place[step]]++;
  const entries = world.places.map((name, line) => ({ name, count: counts[line], color: "", get: () => lineShown[line], set: value => lineShown[line] = value }));
  const clients = world.nodes + world.clients;
  return [{ title: "Nodes", entries: entries.slice(0, world.nodes) }, { title: "Clients", entries: entries.slice(world.nodes, clients) },
    { title: "Others", entries: entries.slice(clients) }];
}

/* Search */

function searchAgain() {
  find(byId("search").value);
  tellMatches();
  paintMinimap();
  scheduleDraw();
}

function tellMatches() {
  const { words, matches } = search, position = matches.indexOf(selection.step) + 1;
  byId("matches").textContent = !words ? "" : !matches.length ? "nothing found"
    : (position ? position.toLocaleString("en") + " of " : "") + matches.length.toLocaleString("en");
}

function goToMatch(direction) {
  const step = nextMatch(selection.step >= 0 ? selection.step : direction > 0 ? -1 : count, direction);
  if (step >= 0) choose(step);
  tellMatches();
}

function listenToSearch() {
  const input = byId("search");
  input.addEventListener("input", searchAgain);
  input.addEventListener("keydown", event => {
    if (event.key === "Enter") goToMatch(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") chart.focus({ preventScroll: true });
    else return;
    event.preventDefault();
  });
  byId("search-next").addEventListener("click", () => goToMatch(1));
  byId("search-previous").addEventListener("click", () => goToMatch(-1));
}
