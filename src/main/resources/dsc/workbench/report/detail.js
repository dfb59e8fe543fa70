/* The detail: what is known of the thing under the pointer, or of the one that was pinned. */

const detail = byId("detail");
const detailShown = { hit: null, pinned: false };

const MEANINGS = ["it took effect", "it certainly did not take effect", "nobody knows whether it took effect"];

const fineMoment = time => momentText(time, 10);

const contents = {
  operation({ id, others }) {
    const { start, end, process, functionOf, keyOf, outcomeOf, returned, argument, result, error } = run.operations;
    const mark = run.marks.byOperation.get(id);
    const name = run.functions[functionOf[id]];
    return [
      element("strong", operationText(id)),
      mark && mark.kind === "stuck" ? element("p", mark.label + ": cannot come next", "violation") : "",
      mark && mark.kind === "ordered" ? element("p", mark.label + ": among the last that could be ordered") : "",
      list([
        ["outcome", OUTCOMES[outcomeOf[id]] + ", " + (["read", "get"].includes(name) && outcomeOf[id] === OK ? "it was answered" : MEANINGS[outcomeOf[id]])],
        ["error", error(id)],
        ["function", name],
        ["key", keyOf[id] >= 0 ? run.keys[keyOf[id]] : null],
        ["argument", argument(id)],
        ["result", result(id)],
        ["start", fineMoment(start[id])],
        ["duration", returned(id) ? durationText(end[id] - start[id]) : "no answer before the run ended"],
        [run.clients ? "client" : "process", run.clients ? process[id] % run.clients + " (process " + process[id] + ")" : process[id]],
      ]),
      others > 0 ? element("p", "and " + others + " more here; zoom in to tell them apart") : "",
    ];
  },
  fault({ id }) {
    const fault = run.faults[id];
    return [
      element("strong", fault.kind + " " + fault.description),
      list([
        ["nodes", fault.nodes.join(", ")],
        ["from", fineMoment(fault.from)],
        ["to", fineMoment(fault.to)],
        ["lasted", durationText(fault.to - fault.from)],
        ["effect", fault.effect],
        ["confirmed", fault.confirmed ? "yes" : "no: its effect was not seen"],
      ]),
    ];
  },
  sample({ node, sample }) {
    return [
      element("strong", run.nodes[node] + ": " + sample.role + (sample.term >= 0 ? ", term " + sample.term : "")),
      list([...sample.state, ["since", fineMoment(sample.at)]]),
    ];
  },
  bucket({ buckets, at }) {
    const perSecond = count => (count * 1e6 / buckets.step).toFixed(buckets.step < 1e5 ? 0 : 1) + "/s";
    const counts = buckets.counts.map(column => column[at]);
    return [
      element("strong", fineMoment(at * buckets.step) + " + " + durationText(buckets.step)),
      list([
        ["p50", isNaN(buckets.p50[at]) ? "–" : durationText(buckets.p50[at])],
        ["p99", isNaN(buckets.p99[at]) ? "–" : durationText(buckets.p99[at])],
        ...OUTCOMES.map((name, outcome) => [name, counts[outcome] + " (" + perSecond(counts[outcome]) + ")"]),
      ]),
    ];
  },
};

const sameHit = (a, b) => a && b && a.kind === b.kind && a.id === b.id && a.node === b.node && a.at === b.at && a.sample === b.sample;

function showDetail(hit, x, y, pin = false) {
  if (!sameHit(hit, detailShown.hit) || pin !== detailShown.pinned) {
    detail.replaceChildren(...contents[hit.kind](hit));
    if (pin) {
      const close = element("button", "×", "close");
      close.type = "button";
      close.setAttribute("aria-label", "Close");
      close.addEventListener("click", () => { hideDetail(true); chart.focus({ preventScroll: true }); });
      detail.append(close);
      byId("announcement").textContent = detail.innerText.replace("×", "");
    }
  }
  detailShown.hit = hit;
  detailShown.pinned = pin;
  pointing.operation = hit.kind === "operation" ? hit.id : -1;
  detail.classList.toggle("pinned", pin);
  detail.hidden = false;
  placeDetail(x, y);
}

/** Beside the point, on the side that has room, never outside the chart. */
function placeDetail(x, y) {
  const width = detail.offsetWidth, height = detail.offsetHeight, room = chart.clientWidth;
  const left = x + 16 + width <= room - 8 ? x + 16 : x - 16 - width >= 8 ? x - 16 - width : Math.max(8, (room - width) / 2);
  const aside = left >= x + 16 || left + width <= x - 16;
  const below = y + 18 + height <= plot.height - 4 || y - height - 18 < 4;
  const top = aside ? Math.max(28, Math.min(plot.height - height - 6, y - 20)) : below ? y + 18 : y - height - 18;
  detail.style.left = Math.round(left) + "px";
  detail.style.top = Math.round(top) + "px";
}

/** Under the bar, or over it where there is no room below: the bar stays visible. */
function placeDetailAtBar(box) {
  const left = Math.min(Math.max(plot.left, box.x), chart.clientWidth - detail.offsetWidth - 8);
  const below = box.y + box.height + 10, above = box.y - detail.offsetHeight - 10;
  detail.style.left = Math.round(Math.max(8, left)) + "px";
  detail.style.top = Math.round(below + detail.offsetHeight > plot.height - 6 && above > 4 ? above : below) + "px";
}

function hideDetail(unpin = false) {
  if (detailShown.pinned && !unpin) return;
  detail.hidden = true;
  detailShown.hit = null;
  detailShown.pinned = false;
  pointing.operation = -1;
  scheduleDraw();
}

/** Keeps a pinned operation's detail at its bar when the window moves. */
function followPinned() {
  if (!detailShown.pinned || detailShown.hit.kind !== "operation") return;
  const track = tracks.find(track => track.id === "operations");
  const box = operationBox(track, detailShown.hit.id);
  const visible = box.x + box.width >= plot.left && box.x <= plot.right;
  detail.style.visibility = visible ? "" : "hidden";
  if (visible) placeDetailAtBar(box);
}
