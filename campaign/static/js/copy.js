// A button with data-copy="id" copies the text of that element; without a clipboard it selects it.
const text = (element) => element.value ?? element.textContent;

function select(element) {
  if (element.select) return element.select();
  getSelection().selectAllChildren(element);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  const label = button.textContent;
  button.setAttribute("aria-live", "polite");
  button.hidden = false;
  button.addEventListener("click", async () => {
    source.closest("details")?.setAttribute("open", "");
    try {
      await navigator.clipboard.writeText(text(source));
    } catch {
      return select(source);
    }
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 3000);
  });
}
