// Shows a part of a form only to those whom it concerns: ``data-only-if`` names an input,
// ``data-any-of`` its values. Without this file every part is shown, each with words that say whom
// it is for, and the server judges the same.
const parts = document.querySelectorAll("[data-only-if]");
const form = parts.length ? parts[0].closest("form") : null;

function chosen(name) {
  const inputs = form.querySelectorAll(`[name="${name}"]`);
  return [...inputs].filter((i) => i.checked && !i.disabled).map((i) => i.value);
}

function show() {
  for (const part of parts) {
    const wanted = part.dataset.anyOf.split(" ");
    const applies = chosen(part.dataset.onlyIf).some((value) => wanted.includes(value));
    part.hidden = !applies;
    // A disabled input is not sent: what was typed before the choice changed stays typed.
    for (const input of part.querySelectorAll("input, select, textarea")) {
      input.disabled = !applies;
    }
    const words = part.querySelector("[data-condition]");
    if (words) {
      words.hidden = true;
    }
  }
}

if (form) {
  form.addEventListener("change", show);
  show();
}
