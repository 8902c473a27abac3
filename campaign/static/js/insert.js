// What stands in an element with data-insert="id of a field" is typed there, at the cursor, by a press.
// A condition is typed around the words that are selected.
function insert(field, words) {
  const [start, end] = [field.selectionStart, field.selectionEnd];
  const chosen = field.value.slice(start, end);
  const isCondition = words.includes("??");
  const typed = isCondition ? words.replace("?? ))", `?? ${chosen}))`) : words;
  field.focus();
  field.setRangeText(typed, start, end, "end");
  if (isCondition && !chosen) field.selectionStart = field.selectionEnd -= 2;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const code of document.querySelectorAll("code[data-insert]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  code.replaceWith(button);
  button.append(code);
  button.addEventListener("click", () => insert(document.getElementById(code.dataset.insert), code.textContent));
}
