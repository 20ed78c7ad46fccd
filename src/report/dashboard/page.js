// The dashboard: what a reader does with a page that is whole without scripts.
document.documentElement.classList.add("js");

document.addEventListener("DOMContentLoaded", () => {
  const page = (name) => document.getElementById(`page:${name}`);

  // --- Theme: the reader's setting, unless the switch says otherwise. A file opened from disk may have no storage.
  const stored = (value) => {
    try {
      if (value === undefined) return localStorage.getItem("trueup-theme");
      localStorage.setItem("trueup-theme", value);
    } catch { /* the choice lasts as long as the page */ }
    return null;
  };
  const setTheme = (theme) => {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  };
  for (const radio of all("input", page("theme"))) {
    if (radio.value === stored()) radio.checked = true;
    radio.addEventListener("change", () => { setTheme(radio.value); stored(radio.value); });
  }
  setTheme(page("theme").querySelector("input:checked").value);
  const isDark = () => getComputedStyle(document.documentElement).colorScheme === "dark"
    || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);

  // --- Charts: views, readouts, downloads.
  const narrow = matchMedia("(max-width: 44rem)");
  const charts = new Map(all(".chart").map((figure) => [figure.id, chart(figure)]));

  function chart(figure) {
    const stage = figure.querySelector(".stage");
    const range = figure.querySelector(".range");
    let shown = figure.querySelector(".view").dataset.view;
    const { collect, svg } = readouts(figure, narrow);

    function show(view) {
      const template = figure.querySelector(`template[data-view="${view}"]`);
      const current = figure.querySelector(".view");
      if (view !== shown && template) {
        const next = document.createElement("div");
        next.className = "view";
        next.dataset.view = view;
        next.append(template.content.cloneNode(true));
        const keep = document.createElement("template");
        keep.dataset.view = shown;
        keep.content.append(...current.childNodes);
        current.replaceWith(next);
        template.replaceWith(keep);
        shown = view;
      }
      collect();
    }

    const chosen = (name) => figure.querySelector(`input[name="${figure.id}-${name}"]:checked`)?.value;
    function choose(made, scale) {
      const views = [shown, ...all("template[data-view]", figure).map((one) => one.dataset.view)];
      const name = (log) => (log && made !== "growth" ? `${made}-log` : made);
      const wanted = name(scale === "log");
      // Some values have no logarithm: the view is then that of the other scale.
      show(views.includes(wanted) ? wanted : name(scale !== "log"));
      for (const [kind, value] of [["made", made], ["scale", shown.endsWith("-log") ? "log" : "linear"]]) {
        const radio = figure.querySelector(`input[name="${figure.id}-${kind}"][value="${value}"]`);
        if (radio) radio.checked = true;
      }
      for (const radio of all(`input[name="${figure.id}-scale"]`, figure)) radio.disabled = made === "growth";
      link.href = address();
    }
    const first = shown;
    const link = figure.querySelector(".link");
    const address = () => `#${figure.id}${shown === first ? "" : `/${shown}`}`;
    for (const radio of all(".controls input[type=radio]", figure)) {
      radio.addEventListener("change", () => {
        choose(chosen("made") ?? "level", chosen("scale") ?? (first.endsWith("-log") ? "log" : "linear"));
        if (range) cut();
        history.replaceState(null, "", address());
      });
    }

    // --- A stretch of time, drawn by the server.
    function cut() {
      const frame = stage.querySelector("iframe");
      const [from, to] = ["from", "to"].map((name) => range.elements[name].value.trim());
      const view = figure.querySelector(".view");
      // On a large page the other views are drawn by the server too.
      const chosenThere = range.elements.made?.value ?? "level";
      if (!from && !to && chosenThere === "level") {
        range.querySelector("[role=alert]").textContent = "";
        stage.querySelector(".files")?.remove();
        frame?.remove();
        view.hidden = false;
        collect();
        return;
      }
      const [made, log] = [chosenThere === "level" ? shown.split("-")[0] : chosenThere, shown.endsWith("-log")];
      const query = new URLSearchParams({ scale: log ? "log" : "linear" });
      if (made !== "level") query.set("transform", made === "growth" ? "pc1" : made);
      if (made === "growth") query.delete("scale");
      if (from) query.set("from", from);
      if (to) query.set("to", to);
      if (document.documentElement.dataset.theme) query.set("theme", document.documentElement.dataset.theme);
      const file = (ending) => `/charts/${figure.id}.${ending}?${query}`;
      const fault = range.querySelector("[role=alert]");
      fault.textContent = "";
      fetch(file("html")).then(async (answer) => {
        if (!answer.ok) {
          const problem = await answer.json();
          fault.textContent = [problem.detail, problem.help].filter(Boolean).join(": ");
          return;
        }
        const next = frame ?? document.createElement("iframe");
        next.title = `${figure.querySelector("h3").textContent}, ${from || "…"} to ${to || "…"}`;
        next.src = file("html");
        if (!frame) stage.prepend(next);
        // The files below are of the whole chart; those of what is seen stand here.
        stage.querySelector(".files")?.remove();
        const files = document.createElement("p");
        files.className = "files";
        files.append("This stretch as:");
        for (const ending of ["svg", "png", "pdf", "csv"]) {
          const one = document.createElement("a");
          one.href = file(ending);
          one.textContent = ending.toUpperCase();
          files.append(one);
        }
        next.after(files);
        view.hidden = true;
        collect();
      }, () => { fault.textContent = "The server does not answer"; });
    }
    range?.addEventListener("submit", (event) => { event.preventDefault(); cut(); });
    range?.addEventListener("reset", () => setTimeout(cut));

    for (const button of all("[data-save]", figure)) {
      button.addEventListener("click", () => save(figure, svg(), button.dataset.save));
    }
    return { figure, show: (view) => choose(view.split("-")[0], view.endsWith("-log") ? "log" : "linear"), collect };
  }

  // --- Downloads: what is shown, as a file that stands alone.
  function alone(drawing) {
    const copy = drawing.cloneNode(true);
    copy.querySelector(".spots")?.remove();
    const [from, to] = [all("*", drawing), all("*", copy)];
    to.forEach((element, place) => {
      // The spots come last, so that places agree up to them.
      const style = getComputedStyle(from[place]);
      if (element.classList.length === 0) return;
      if (/\bs[0-9a-f]{12}\b/.test(element.getAttribute("class"))) {
        element.setAttribute("fill", "none");
        element.setAttribute("stroke", style.stroke);
      } else if (/\bf[0-9a-f]{12}\b/.test(element.getAttribute("class"))) {
        element.setAttribute("fill", style.fill);
      }
      if (element.localName === "text") {
        element.setAttribute("font-family", "trueup, 'Noto Sans', sans-serif");
        element.setAttribute("font-weight", style.fontWeight);
      }
      element.removeAttribute("class");
    });
    const faces = [...document.querySelector("style").sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule);
    const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
    style.textContent = faces.map((rule) => rule.cssText).join("\n");
    copy.querySelector("defs").prepend(style);
    return new XMLSerializer().serializeToString(copy);
  }

  async function save(figure, drawing, format) {
    if (!drawing) return;
    const text = alone(drawing);
    let file = new Blob([text], { type: "image/svg+xml" });
    if (format === "png") file = await pixels(file, drawing);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${figure.id}${isDark() ? "-dark" : ""}.${format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  async function pixels(file, drawing) {
    const image = new Image();
    image.src = URL.createObjectURL(file);
    await image.decode();
    const canvas = document.createElement("canvas");
    const [width, height] = [drawing.width.baseVal.value, drawing.height.baseVal.value];
    [canvas.width, canvas.height] = [width * 2, height * 2];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  for (const button of all("[data-copy]")) {
    button.addEventListener("click", async () => {
      const area = button.closest(".snippet").querySelector("textarea");
      let copied = true;
      try {
        await navigator.clipboard.writeText(area.value);
      } catch {
        area.select();
        copied = document.execCommand("copy");
      }
      button.textContent = copied ? "Copied" : "Press Ctrl+C";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
  }

  // --- Findings: filtered, sorted, opened.
  const findings = all("[id='page:findings-table'] > tbody");
  const open = (body, yes) => {
    body.classList.toggle("open", yes);
    body.querySelector(".opener").setAttribute("aria-expanded", String(yes));
  };
  for (const body of findings) {
    open(body, false);
    const row = body.querySelector("tr");
    row.addEventListener("click", () => {
      // Words that are being selected are to be copied, not to close what they stand in.
      if (String(getSelection()) === "") open(body, !body.classList.contains("open"));
    });
  }

  const [words, verdicts, found] = [page("by-words"), page("by-verdict"), page("shown")];
  function filter() {
    if (!words) return;
    const verdict = verdicts.querySelector("input:checked").value;
    const wanted = words.value.trim().toLowerCase();
    let count = 0;
    for (const body of findings) {
      const fits = (!verdict || body.dataset.verdict === verdict) && text(body).includes(wanted);
      body.classList.toggle("filtered", !fits);
      hide(body);
      count += fits ? 1 : 0;
    }
    found.textContent = verdict || wanted ? `${count} of ${findings.length} findings` : "";
  }
  const cache = new WeakMap();
  function text(element) {
    if (!cache.has(element)) cache.set(element, element.textContent.toLowerCase());
    return cache.get(element);
  }
  function hide(element) {
    element.hidden = element.classList.contains("filtered") || element.classList.contains("unfound");
  }
  words?.addEventListener("input", filter);
  verdicts?.addEventListener("change", filter);
  for (const button of all(".count")) {
    button.addEventListener("click", () => {
      verdicts.querySelector(`input[value="${button.dataset.verdict}"]`).checked = true;
      filter();
      document.getElementById("section:findings").scrollIntoView();
    });
  }

  // The first number of some words, with its scale word; the words are ours, so that commas group and points part.
  function amount(words) {
    const found = /([-−]?)(\d[\d,]*(?:\.\d+)?)(?:\s*(thousand|million|billion|trillion))?/.exec(words);
    if (!found) return null;
    const scale = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 }[found[3]] ?? 1;
    return (found[1] ? -1 : 1) * Number(found[2].replaceAll(",", "")) * scale;
  }
  for (const table of all("table.sortable")) {
    const heads = all("thead th", table);
    const collator = new Intl.Collator("en", { numeric: true });
    heads.forEach((head, column) => {
      head.querySelector("button").addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const words = (body) => body.rows[0].cells[column].textContent;
        const key = (body) => {
          if (column === 0 && body.dataset.grave) return Number(body.dataset.grave);
          return "number" in head.dataset ? amount(words(body)) ?? words(body) : words(body);
        };
        // Numbers by their size and before words; words as they are read.
        const compare = (a, b) => {
          if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
          return typeof a === "number" ? a - b : collator.compare(a, b);
        };
        const bodies = [...table.tBodies].map((body, place) => [body, key(body), place]);
        bodies.sort((a, b) => (up ? 1 : -1) * compare(a[1], b[1]) || a[2] - b[2]);
        table.append(...bodies.map(([body]) => body));
      });
    });
  }

  // --- Search: charts, findings, figures, implied values and sources.
  const search = page("search");
  const parts = all("[data-find]");
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const part of parts) {
      const fits = wanted.every((word) => text(part).includes(word));
      part.classList.toggle("unfound", !fits);
      hide(part);
      count += fits ? 1 : 0;
    }
    for (const fold of all("details.fold")) fold.open ||= wanted.length > 0;
    for (const section of all("main > section")) {
      const own = all("[data-find]", section);
      // What has no parts to be found, the verdicts, gives way to what is found.
      section.hidden = wanted.length > 0 && own.every((part) => part.classList.contains("unfound"));
    }
    page("found").textContent = wanted.length ? (count ? `${count} found` : "Nothing has these words") : "";
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(input|textarea|select)$/i.test(event.target.localName)) {
      event.preventDefault();
      search.focus();
    }
  });

  // --- Addresses: #gdp, #gdp/index-log, #finding:gdp_more_than_tripled.
  function follow() {
    const [id, view] = decodeURIComponent(location.hash.slice(1)).split("/");
    if (!id) return;
    const body = document.getElementById(id.startsWith("finding:") ? id : `finding:${id}`);
    if (body && !charts.has(id)) {
      open(body, true);
      body.scrollIntoView();
    } else if (charts.has(id)) {
      if (view) charts.get(id).show(view);
      charts.get(id).figure.scrollIntoView();
    }
  }
  addEventListener("hashchange", follow);

  // The narrow and the wide drawing of a chart are two: which one is read follows the width.
  const collectAll = () => charts.forEach((one) => one.collect());
  narrow.addEventListener("change", collectAll);
  collectAll();
  follow();

  // --- What a reader looked for outlasts a page that is loaded anew.
  function keep(what) {
    try {
      const kept = sessionStorage.getItem("trueup-kept");
      if (what) sessionStorage.setItem("trueup-kept", what);
      else sessionStorage.removeItem("trueup-kept");
      return kept;
    } catch { return null; }
  }
  const kept = JSON.parse(keep() ?? "null");
  if (kept) {
    search.value = kept[0];
    if (words) words.value = kept[1];
    const verdict = verdicts?.querySelector(`input[value="${kept[2]}"]`);
    if (verdict) verdict.checked = true;
    filter();
    search.dispatchEvent(new Event("input"));
  }

  // --- A server tells when the package has changed, and when it cannot be read.
  const version = document.querySelector("meta[name=trueup-version]")?.content;
  if (version) {
    const banner = page("banner");
    new EventSource("/events").addEventListener("state", (event) => {
      const state = JSON.parse(event.data);
      banner.hidden = !state.error;
      banner.textContent = state.error ? `The package cannot be read as it is now; this is its last good state.\n${state.error}` : "";
      if (!state.error && state.version !== version) {
        keep(JSON.stringify([search.value, words?.value, verdicts?.querySelector("input:checked").value]));
        location.reload();
      }
    });
  }
});
