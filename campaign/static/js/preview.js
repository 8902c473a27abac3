// A form with data-preview="url" and data-sheet="id" shows in that figure the page its words will make.
// The answer is an image, or a sentence (text or {"message"}) saying why there is none; the last good image stays.
const PAUSE = 500;

const asDataUrl = (blob) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result);
  reader.onerror = () => failed(reader.error);
  reader.readAsDataURL(blob);
});

async function sentence(answer) {
  const json = answer.headers.get("content-type")?.includes("json");
  return json ? (await answer.json()).message : (await answer.text());
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
      const isImage = answer.ok && answer.headers.get("content-type")?.startsWith("image/");
      if (isImage) image.src = await asDataUrl(await answer.blob());
      output.value = isImage ? "" : await sentence(answer);
    } catch (error) {
      if (error.name !== "AbortError") output.value = form.dataset.away ?? "";
    }
    if (running === mine) sheet.removeAttribute("aria-busy");
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
}

document.querySelectorAll("form[data-preview]").forEach(follow);
