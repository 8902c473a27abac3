// Checking a statement: words that are selected become a form, cards can be walked by keys, and the caret in
// an item's words says where to split it. Everything here can be done without it, through the cards.

const text = document.querySelector("[data-text]");
const selection = document.querySelector("[data-selection]");
const cards = () => [...document.querySelectorAll("[data-card]")].filter((card) => card.checkVisibility());

// --- Selecting words of the statement

// Offsets of the statement count characters; JavaScript counts units of UTF-16.
const characters = (words) => [...words].length;

const offsetOf = (node, offset) => {
  let place = node;
  let length = offset;
  if (place.nodeType !== Node.TEXT_NODE) {
    const child = place.childNodes[offset];
    const within = child ?? place.lastChild ?? place;
    const run = within.nodeType === Node.TEXT_NODE ? within.parentElement : within.querySelector?.("[data-at]");
    if (!run?.closest("[data-at]")) return null;
    return Number(run.closest("[data-at]").dataset.at) + (child ? 0 : characters(run.textContent));
  }
  const run = place.parentElement.closest("[data-at]");
  if (!run) return null;
  return Number(run.dataset.at) + characters(place.data.slice(0, length));
};

const selected = () => {
  const made = getSelection();
  if (!made.rangeCount || made.isCollapsed) return null;
  const range = made.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  return start === null || end === null || start >= end ? null : { range, start, end, words: made.toString() };
};

const itemAt = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-item]");

const offer = () => {
  const found = selected();
  selection.hidden = !found;
  if (!found) return;
  const inside = itemAt(found.range.startContainer);
  const open = document.querySelector(".card.open");
  const openItem = open && document.querySelector(`[data-item$="${CSS.escape(open.id.replace("check-", ""))}"]`);
  const same = inside && inside === itemAt(found.range.endContainer);
  const item = inside ?? openItem;
  for (const button of selection.querySelectorAll("[data-act]")) {
    const act = button.dataset.act;
    button.hidden = {
      items: Boolean(inside),
      phrase: !(same || openItem),
      split: !same,
      words: !(same || openItem),
    }[act];
    if (act === "items") continue;
    button.formAction = `${((act === "words" && openItem) || item || inside)?.dataset.item}/${act}`;
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

// --- The caret in an item's words says where to split it

for (const words of document.querySelectorAll("[data-words]")) {
  const before = words.closest("[data-change]").querySelector("[data-before]");
  const note = () => {
    const at = words.selectionStart;
    if (at === 0 || at !== words.selectionEnd || at >= words.value.length) return;
    const rest = words.value.slice(words.value.slice(0, at).search(/\S*$/));
    before.value = rest.trim().split(/\s+/).slice(0, 6).join(" ");
  };
  words.addEventListener("keyup", note);
  words.addEventListener("click", note);
}

// --- Keys, on a card that has the focus: j and k walk, c changes, a accepts. Undo and redo everywhere else.

const typing = (node) => node.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

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
    if (form) {
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
