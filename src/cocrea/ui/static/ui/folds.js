// Opens the folds around what an address names, and everything for paper. Without this file the
// page is whole: every fold opens by hand, and links lead to the page of one section.
const folds = () => document.querySelectorAll("details.fold");

function reveal(hash) {
  let target = null;
  try {
    target = document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return false; // not an address of ours
  }
  if (!target) return false;
  for (let node = target.closest("details"); node; node = node.parentElement.closest("details")) {
    node.open = true;
  }
  target.scrollIntoView();
  return true;
}

// A link to another section of the same page need not load it again.
document.addEventListener("click", (event) => {
  const link = event.target.closest("main a[href*='#']");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey) return;
  if (link.pathname !== location.pathname || !document.getElementById(link.hash.slice(1))) return;
  event.preventDefault();
  if (location.hash !== link.hash) history.pushState(null, "", link.hash);
  reveal(link.hash);
});
addEventListener("hashchange", () => reveal(location.hash));
addEventListener("popstate", () => reveal(location.hash));
if (location.hash) reveal(location.hash);

let shut = [];
addEventListener("beforeprint", () => {
  shut = [...document.querySelectorAll("details:not([open])")].filter((d) => !d.closest("header"));
  shut.forEach((node) => (node.open = true));
});
addEventListener("afterprint", () => shut.forEach((node) => (node.open = false)));

for (const button of document.querySelectorAll("button[data-folds]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const open = button.dataset.folds === "open";
    folds().forEach((node) => (node.open = open));
  });
}
