// A bad telephone: what was typed does not go away because the line does, or because a finger
// slips. Nothing is kept in the device. Without this file the form is whole: the server keeps what
// arrives and answers the same sheet alike however often it comes.
const form = document.querySelector("form[data-keep]");
const told = document.querySelector("[data-no-line]");
const WAIT = 10000; // milliseconds for an answer of any kind
let touched = Boolean(document.querySelector(".form-errors"));
let leaving = false;
let asking = false;
let failed = 0;

async function answers() {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), WAIT);
  try {
    await fetch(form.dataset.keep, { method: "HEAD", cache: "no-store", signal: stop.signal });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(late);
  }
}

async function send(event) {
  if (leaving) return;
  event.preventDefault();
  if (asking) return;
  asking = true;
  told.hidden = true;
  const there = await answers();
  asking = false;
  failed = there ? 0 : failed + 1;
  // Something else may keep us from asking: whoever insists is let through.
  if (there || (failed > 1 && navigator.onLine)) {
    leaving = true;
    form.requestSubmit(event.submitter);
  } else {
    told.hidden = false;
    told.scrollIntoView({ block: "center" });
  }
}

if (form) {
  form.addEventListener("input", () => {
    touched = true;
  });
  addEventListener("beforeunload", (event) => {
    if (touched && !leaving) event.preventDefault();
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
  if (form.requestSubmit && told) form.addEventListener("submit", send);
}
