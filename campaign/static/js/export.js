// An element with data-progress="url" follows a job: {"done", "total", "sentence", "over"}.
// When the job is over the page is loaded again, and the server shows what came of it.
const [SOONEST, LATEST] = [1000, 10000];

async function follow(job) {
  const [bar, output] = [job.querySelector("progress"), job.querySelector("output")];
  let pause = SOONEST;
  for (;;) {
    await new Promise((go) => setTimeout(go, pause));
    try {
      const answer = await fetch(job.dataset.progress, { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const now = await answer.json();
      if (now.over) return location.reload();
      bar.max = now.total || 1;
      if (now.total) bar.value = now.done;
      if (output.value !== now.sentence) output.value = now.sentence;
      pause = SOONEST;
    } catch {
      pause = Math.min(pause * 2, LATEST);
    }
  }
}

document.querySelectorAll("[data-progress]").forEach(follow);
