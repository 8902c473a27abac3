// A form with data-words="url" and data-of="id" puts the words that it makes into that element.
// What is copied is never older than what is typed: until the words are there, the copy button waits.
const PAUSE = 500;

function follow(form) {
  const [shown, buttons] = [document.getElementById(form.dataset.of), document.querySelectorAll(`[data-copy="${form.dataset.of}"]`)];
  const wait = (waiting) => buttons.forEach((button) => { button.disabled = waiting; });
  let timer, running;

  async function tell() {
    const mine = running = new AbortController();
    try {
      const answer = await fetch(form.dataset.words, { method: "POST", body: new FormData(form), signal: mine.signal });
      if (!answer.ok) return;
      shown.textContent = await answer.text();
      wait(false);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  form.addEventListener("input", () => {
    running?.abort();
    wait(true);
    clearTimeout(timer);
    timer = setTimeout(tell, PAUSE);
  });
}

document.querySelectorAll("form[data-words]").forEach(follow);
