// A textarea with data-count="id" and data-most="600" says there how many characters are left.
for (const area of document.querySelectorAll("textarea[data-count]")) {
  const output = document.getElementById(area.dataset.count);
  const template = output.dataset.left;
  const show = () => { output.value = template.replace("{n}", area.dataset.most - [...area.value].length); };
  let timer;
  show();
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 400);
  });
}
