// Shows only the relations that have the words and the verdict asked for.
for (const form of document.querySelectorAll("form.filter")) {
  const rows = [...form.parentElement.querySelectorAll("tr[data-verdict]")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const [words, verdict, found] = [form.elements.words, form.elements.verdict, form.querySelector("output")];
  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const isWanted = (row, text) =>
      (!verdict.value || row.dataset.verdict === verdict.value) && wanted.every((word) => text.includes(word));
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !isWanted(row, texts[at]);
      shown += row.hidden ? 0 : 1;
    });
    const asked = wanted.length > 0 || verdict.value !== "";
    for (const kind of form.parentElement.querySelectorAll("details.kind")) {
      const some = kind.querySelector("tr[data-verdict]:not([hidden])") !== null;
      kind.hidden = asked && !some;
      kind.open = asked && some;
    }
    found.textContent = asked ? `${shown} of ${rows.length}` : "";
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
}

// What is wider than the screen says that it scrolls.
const watch = new ResizeObserver((seen) => {
  for (const { target } of seen) target.classList.toggle("scrolls", target.scrollWidth > target.clientWidth + 1);
});
for (const region of document.querySelectorAll(".scroll, .drawing")) watch.observe(region);
