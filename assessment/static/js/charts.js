// Draws every figure from the data beside it. Colours stay with the page: wherever plotly has set one of the figure's
// own, the CSS custom property that it stands for is put back, so that scheme and print are a matter of style alone.

const NARROW = 480; // below this the titles need the whole line, and the table alone gives the figures
const NARROW_TICKS = 3; // no more ticks along the foot than have room side by side
const LABEL_SIZE = 12;
const LEGEND_HEIGHT = 72; // there the legend stands line below line
const PRINT_WIDTH = 680; // the text's width on A4 in CSS pixels: 210 mm less two margins of 15 mm
const PRINT_HEIGHT = 0.75; // of the screen's height, so that seventeen families leave room on their sheet

function colourNames(colours) {
  const probe = document.createElement("span");
  return new Map(Object.entries(colours).map(([name, colour]) => {
    probe.style.color = colour;
    return [probe.style.color, `var(${name})`];
  }));
}

function restoreColours(host, names) {
  for (const element of host.querySelectorAll("svg [style]")) {
    for (const property of ["fill", "stroke"]) {
      const variable = names.get(element.style[property]);
      if (variable) element.style[property] = variable;
    }
  }
  // A pattern's colours are attributes; set as style they come before those.
  for (const element of host.querySelectorAll("svg pattern > *")) {
    for (const property of ["fill", "stroke"]) {
      const probe = document.createElement("span");
      probe.style.color = element.getAttribute(property) ?? "";
      const variable = names.get(probe.style.color);
      if (variable) element.style[property] = variable;
    }
  }
}

// With a view box the drawing scales with its place, so paper needs no second drawing.
function makeScalable(host) {
  for (const drawing of host.querySelectorAll("svg.main-svg")) {
    drawing.setAttribute("viewBox", `0 0 ${drawing.getAttribute("width")} ${drawing.getAttribute("height")}`);
  }
}

// A label that begins at the left edge ends within the figure: what is cut off stands in the table.
function shorten(note, room) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${LABEL_SIZE}px ${getComputedStyle(document.body).fontFamily}`;
  const fits = (text) => pen.measureText(text).width <= room;
  note.font = { size: LABEL_SIZE, ...note.font };
  if (/[<&]/.test(note.text) || fits(note.text)) return;
  while (note.text && !fits(`${note.text}…`)) note.text = note.text.slice(0, -1).trimEnd();
  note.text += "…";
}

function narrow(data, layout, width) {
  for (const trace of data) if (trace.mode) trace.mode = trace.mode.replace("+text", "");
  layout.annotations = (layout.annotations ?? []).filter((note) => note.name !== "figure");
  if (layout.showlegend !== false) layout.height += LEGEND_HEIGHT;
  const { l, r } = { ...layout.template.layout.margin, ...layout.margin };
  for (const note of layout.annotations) {
    if (note.xanchor === "left" && note.xref !== "paper" && note.yref !== "paper") shorten(note, width - l - r - (note.xshift ?? 0));
  }
  for (const [name, axis] of Object.entries(layout)) {
    if (name.startsWith("xaxis") && axis.nticks) axis.nticks = Math.min(axis.nticks, NARROW_TICKS);
  }
}

async function draw(figure) {
  const { data, layout } = JSON.parse(figure.querySelector(".figure-data").textContent);
  const names = colourNames(layout.meta.colours);
  const host = document.createElement("div");
  figure.append(host);
  if (figure.clientWidth < NARROW) narrow(data, layout, figure.clientWidth);
  const config = { displayModeBar: false, responsive: true, staticPlot: true, locale: document.documentElement.lang };
  await window.Plotly.newPlot(host, data, layout, config);
  const dress = () => { restoreColours(host, names); makeScalable(host); };
  dress();
  host.on("plotly_afterplot", dress);
  const own = figure.dataset; // a figure beside its table on paper says its own size
  const paper = {
    width: Number(own.paperWidth) || PRINT_WIDTH,
    height: Number(own.paperHeight) || layout.height * PRINT_HEIGHT,
    autosize: false,
  };
  const screen = { width: null, height: layout.height, autosize: true };
  window.addEventListener("beforeprint", () => window.Plotly.relayout(host, paper));
  window.addEventListener("afterprint", () => window.Plotly.relayout(host, screen));
}

if (window.Plotly) {
  // What is not shown at this width, for the table alone to give its figures, is not drawn either.
  for (const figure of document.querySelectorAll("figure.chart, figure.multiples")) if (figure.clientWidth) draw(figure);
}
