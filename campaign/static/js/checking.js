// Checking a statement: words that are selected become a form, cards can be walked by keys, and the caret in
// an item's words says where to split it. Everything here can be done without it, through the cards.

const text = document.querySelector("[data-text]");
const selection = document.querySelector("[data-selection]");
const cards = () => [...document.querySelectorAll("[data-card]")].filter((card) => card.checkVisibility());

// Offsets of the statement count characters; JavaScript counts units of UTF-16.
const characters = (words) => [...words].length;

// --- Selecting words of the statement

// What of a run lies in the range, as offsets of the statement; null where none of its words do.
const partOf = (run, range) => {
  if (!range.intersectsNode(run)) return null;
  const inside = document.createRange();
  inside.selectNodeContents(run);
  if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) {
    inside.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) {
    inside.setEnd(range.endContainer, range.endOffset);
  }
  const words = inside.toString();
  if (!words.trim()) return null;
  const before = document.createRange();
  before.selectNodeContents(run);
  before.setEnd(inside.startContainer, inside.startOffset);
  const start = Number(run.dataset.at) + characters(before.toString());
  return { start, end: start + characters(words), item: run.closest("[data-item]") };
};

const selected = () => {
  const made = getSelection();
  if (!made.rangeCount || made.isCollapsed) return null;
  const range = made.getRangeAt(0);
  const parts = [...text.querySelectorAll("[data-at]")].map((run) => partOf(run, range)).filter(Boolean);
  if (!parts.length) return null;
  return {
    range,
    start: parts[0].start,
    end: parts.at(-1).end,
    words: made.toString(),
    items: [...new Set(parts.map((part) => part.item).filter(Boolean))],
    isInside: parts.every((part) => part.item),
  };
};

const openItem = () => {
  const card = document.querySelector(".card.open");
  return card && document.getElementById(card.id.replace("check-", "text-"));
};

// What can be done with the selection, and the item that each would change.
const offers = (found) => {
  const [item, another] = found.items;
  if (another) return { several: null };
  if (!item) return { items: null, ...(openItem() && { phrase: openItem(), words: openItem() }) };
  const cuts = found.isInside && found.start > Number(item.dataset.atStart);
  return { words: item, ...(found.isInside && { phrase: item }), ...(cuts && { split: item }) };
};

const offer = () => {
  const found = selected();
  selection.hidden = !found;
  if (!found) return;
  const open = offers(found);
  for (const control of selection.querySelectorAll("[data-act]")) {
    const { act, label } = control.dataset;
    control.hidden = !(act in open);
    if (!control.hidden && label) {
      control.textContent = label.replace("…", open[act].dataset.place);
      control.formAction = `${open[act].dataset.item}/${act}`;
    }
  }
  selection.elements.start.value = found.start;
  selection.elements.end.value = found.end;
  selection.elements.words.value = found.words;
  const box = found.range.getBoundingClientRect();
  const around = selection.offsetParent.getBoundingClientRect();
  selection.style.setProperty("--top", `${Math.max(0, box.bottom - around.top + 8)}px`);
};

if (text && selection) {
  document.querySelector("[data-how]")?.removeAttribute("hidden");
  let waiting;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 120);
  });
}

// --- The caret in an item's words says where to split it, unless somebody has typed that already

for (const words of document.querySelectorAll("[data-words]")) {
  const change = words.closest("[data-change]");
  const before = change.querySelector("[data-before]");
  const near = change.querySelector("[data-near]");
  let told = "";
  const note = () => {
    const at = words.selectionStart;
    const isTyped = before.value && before.value !== told;
    if (isTyped || at === 0 || at !== words.selectionEnd || at >= words.value.length) return;
    const first = words.value.slice(0, at).search(/\S*$/);
    told = words.value.slice(first).trim().split(/\s+/).slice(0, 6).join(" ");
    before.value = told;
    const isWhole = words.value === words.defaultValue;
    near.value = isWhole ? Number(words.dataset.atStart) + characters(words.value.slice(0, first)) : "";
  };
  words.addEventListener("keyup", note);
  words.addEventListener("click", note);
  before.addEventListener("input", () => {
    near.value = "";
  });
}

// --- Keys, on a card that has the focus: j and k walk, c changes, a accepts. Undo and redo everywhere else.

const typing = (node) => node.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

const isTouched = () =>
  [...document.querySelectorAll("[data-card] input, [data-card] textarea, #add textarea")].some(
    (field) =>
      field.type !== "hidden" && (field.value !== field.defaultValue || field.checked !== field.defaultChecked)
  );

const step = (by) => {
  const all = cards();
  const here = document.activeElement.closest("[data-card]");
  const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(here) + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || typing(event.target)) return;
  if ((event.ctrlKey || event.metaKey) && ["z", "y"].includes(event.key.toLowerCase())) {
    const again = event.shiftKey || event.key.toLowerCase() === "y";
    const form = document.querySelector(again ? "[data-redo]" : "[data-undo]");
    // Whoever has typed or ticked something would lose it.
    if (form && !isTouched()) {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  const card = event.target.closest("[data-card]");
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    step(event.key === "j" ? 1 : -1);
  } else if (event.key === "a" || event.key === "c") {
    const control = card.querySelector(`[data-key="${event.key}"]`);
    if (control) {
      event.preventDefault();
      control.click();
    }
  }
});

// The card that the address names takes the focus, so that keys go on from there.
if (location.hash.startsWith("#check-") && !document.querySelector("[data-focus]")) {
  const card = document.getElementById(location.hash.slice(1));
  const details = card?.closest("details");
  if (details) details.open = true;
  card?.focus();
}
