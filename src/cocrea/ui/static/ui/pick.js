// Narrows a long list of boxes while one types. Without this file the list is whole.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const field = document.querySelector("[data-pick]");
const list = document.querySelector("div.pick");
if (field && list) {
  const rows = [...list.children].map((row) => [row, plain(row.textContent)]);
  const input = field.querySelector("input");
  list.before(field);
  field.hidden = false;
  input.addEventListener("input", () => {
    const wanted = plain(input.value.trim());
    for (const [row, text] of rows) {
      // What is ticked stays in sight: nobody declares what they no longer see.
      row.hidden = !text.includes(wanted) && !row.querySelector("input:checked");
    }
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it looks in the list, it sends nothing
  });
}
