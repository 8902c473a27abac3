// A form with data-preview="url" and data-sheet="id" shows in that figure the page its words will make.
// The answer is an image, a sentence saying why there is none, or both ({"image", "message"}); the last good
// image stays.
// With data-look-over="url" and data-remarks="id" the answer of that address, a piece of a page, is shown there.
const PAUSE = 500;

const asDataUrl = (blob) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result);
  reader.onerror = () => failed(reader.error);
  reader.readAsDataURL(blob);
});

async function told(answer) {
  const kind = answer.headers.get("content-type") ?? "";
  if (answer.ok && kind.startsWith("image/")) return { image: await asDataUrl(await answer.blob()), message: "" };
  if (kind.includes("json")) return answer.json();
  return kind.includes("html") ? {} : { message: await answer.text() };
}

function follow(form) {
  const sheet = document.getElementById(form.dataset.sheet);
  const [image, output] = [sheet.querySelector("img"), sheet.querySelector("output")];
  let timer, running;

  async function show() {
    running?.abort();
    const mine = running = new AbortController();
    sheet.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form), signal: mine.signal });
      const { image: picture, message = form.dataset.away ?? "" } = await told(answer);
      if (picture) image.src = picture;
      output.value = message;
    } catch (error) {
      if (error.name !== "AbortError") output.value = form.dataset.away ?? "";
    }
    if (running === mine) sheet.removeAttribute("aria-busy");
  }

  async function lookOver() {
    const remarks = document.getElementById(form.dataset.remarks);
    try {
      const answer = await fetch(form.dataset.lookOver, { method: "POST", body: new FormData(form) });
      if (answer.ok) remarks.innerHTML = await answer.text();
    } catch {
      // The remarks that stand there are advice; the page itself says when it cannot be shown.
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      show();
      if (form.dataset.lookOver) lookOver();
    }, PAUSE);
  });
}

document.querySelectorAll("form[data-preview]").forEach(follow);
