// One chart on a page of its own.
document.addEventListener("DOMContentLoaded", () => {
  const { collect } = readouts(document.querySelector(".chart"));
  matchMedia("(max-width: 34rem)").addEventListener("change", collect);
  collect();
});
