// One chart on a page of its own.
document.addEventListener("DOMContentLoaded", () => {
  const narrow = matchMedia("(max-width: 34rem)");
  const { collect } = readouts(document.querySelector(".chart"), narrow);
  narrow.addEventListener("change", collect);
  collect();
});
