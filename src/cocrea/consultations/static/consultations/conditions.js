// Shows a question only to those whom it is for. Without this file every question is shown, each
// with the sentence that says whom it is for, and the server judges the same.
const form = document.querySelector("form:has([data-only-if])");

function chosen(name) {
  const inputs = form.querySelectorAll(`[name="${name}"]`);
  return [...inputs].filter((i) => i.checked && !i.disabled).map((i) => i.value);
}

function show() {
  for (const question of form.querySelectorAll("[data-only-if]")) {
    const wanted = question.dataset.anyOf.split(" ");
    const applies = chosen(question.dataset.onlyIf).some((value) => wanted.includes(value));
    question.hidden = !applies;
    // A disabled input is not sent: an answer given before the earlier one changed stays typed.
    for (const input of question.querySelectorAll("input, select, textarea")) {
      input.disabled = !applies;
    }
    question.querySelector("[data-condition]").hidden = true;
  }
}

if (form) {
  form.addEventListener("change", show);
  show();
}
