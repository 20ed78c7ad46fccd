// The values of a chart, one by one, for pointers, fingers and keys.
"use strict";
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// narrow: when the narrow drawing is shown, as the style has it.
function readouts(figure, narrow) {
  const stage = figure.querySelector(".stage");
  const readout = figure.querySelector(".readout");
  const stepper = figure.querySelector(".stepper");
  let values = [];
  let here = -1;

  // To ask which is seen by measuring would lay out the whole page, once for each chart.
  const svg = () => {
    const view = figure.querySelector(".view:not([hidden])");
    return (narrow.matches && view?.querySelector(".narrow svg")) || view?.querySelector(".wide svg");
  };

  function collect() {
    const drawing = svg();
    // The words move from the browser's own hints to the readout, which keyboards and fingers reach too. They stand in the wide drawing.
    const [told, seen] = [figure.querySelector(".view .wide"), drawing].map((one) => (one ? all(".spots > rect", one) : []));
    for (const spot of told) {
      const title = spot.querySelector("title");
      if (title) { spot.dataset.words = title.textContent; title.remove(); }
    }
    seen.forEach((spot, place) => { spot.dataset.words = told[place].dataset.words; });
    values = seen;
    here = -1;
    readout.hidden = true;
    stepper.hidden = values.length === 0;
    stepper.max = String(Math.max(0, values.length - 1));
    stepper.value = "0";
    stepper.setAttribute("aria-valuetext", values.length ? values[0].dataset.words : "");
  }

  function point(place) {
    if (here >= 0 && values[here]) values[here].classList.remove("here");
    here = place;
    const spot = values[place];
    if (!spot) { readout.hidden = true; return; }
    spot.classList.add("here");
    readout.textContent = spot.dataset.words;
    readout.hidden = false;
    stepper.value = String(place);
    stepper.setAttribute("aria-valuetext", spot.dataset.words);
    const [mark, frame] = [spot.getBoundingClientRect(), stage.getBoundingClientRect()];
    const [width, height] = [readout.offsetWidth, readout.offsetHeight];
    const middle = mark.left + mark.width / 2 - frame.left - width / 2;
    const above = mark.top - frame.top - height - 10;
    const below = mark.bottom - frame.top + 10;
    readout.style.left = `${Math.max(0, Math.min(middle, frame.width - width))}px`;
    readout.style.top = `${above >= 0 ? above : Math.min(below, frame.height - height)}px`;
  }

  function nearest(event) {
    let [best, least] = [-1, Infinity];
    values.forEach((spot, place) => {
      const box = spot.getBoundingClientRect();
      const x = Math.max(box.left - event.clientX, 0, event.clientX - box.right);
      const y = Math.max(box.top - event.clientY, 0, event.clientY - box.bottom);
      const far = Math.hypot(x, y);
      if (far < least) [best, least] = [place, far];
    });
    // Far from every mark a reader reads the title.
    return least < 60 ? best : -1;
  }

  stage.addEventListener("pointermove", (event) => point(nearest(event)));
  stage.addEventListener("pointerdown", (event) => point(nearest(event)));
  stage.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") point(-1); });
  stepper.addEventListener("input", () => point(Number(stepper.value)));
  stepper.addEventListener("focus", () => point(Number(stepper.value)));
  stepper.addEventListener("blur", () => point(-1));
  stepper.addEventListener("keydown", (event) => { if (event.key === "Escape") point(-1); });

  return { collect, svg };
}
