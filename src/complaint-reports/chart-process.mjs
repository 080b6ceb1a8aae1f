// A process of its own, in plain JavaScript so that it starts without a loader: drawing takes some hundred milliseconds in which nobody
// would be served, and a native library that fails must not take the bot along.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";
import { Chart, registerables } from "chart.js";

const WIDTH = 1200;
const MARGIN = 40;
const TITLE_HEIGHT = 90;
const PANEL_TITLE_HEIGHT = 56;
const ROW_HEIGHT = 58;
const AXIS_HEIGHT = 60;
const PROMISES_HEIGHT = 280;
const SATISFACTION_HEIGHT = 320;
const EMPTY_HEIGHT = 70;
const INK = "#1f2933";
const MUTED = "#52606d";
const GRID = "#e4e7eb";
/** Told apart by those who see no red and green, too. */
const NOW_COLOR = "#1f6fb2";
const BEFORE_COLOR = "#b9c6d3";
const GOAL_COLOR = "#c2410c";
const OUTCOME_COLORS = { kept: "#2a9d8f", kept_late: "#e9b44c", breached: "#c2410c", waived: "#a5b1bd", open: "#7fb3dd" };

// The package is cut by script; a canvas falls back from one family to the next glyph by glyph. No system font is needed.
const FAMILIES = [
  ["Chart Latin", "latin-400"],
  ["Chart Chinese", "chinese-simplified-400"],
];
for (const [family, cut] of FAMILIES) {
  const file = import.meta.resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-${cut}-normal.woff2`);
  if (!GlobalFonts.registerFromPath(fileURLToPath(file), family)) throw new Error(`the font ${cut} could not be read`);
}
const FONT = FAMILIES.map(([family]) => `"${family}"`).join(", ");

Chart.register(...registerables);
Chart.defaults.font.family = FONT;
Chart.defaults.font.size = 24;
Chart.defaults.color = MUTED;
Chart.defaults.borderColor = GRID;

/** The number beside or on each bar: a reader should not have to measure. */
const labels = {
  id: "labels",
  afterDatasetsDraw(chart, _args, { isOnBar, unit = "" }) {
    const { ctx } = chart;
    ctx.save();
    ctx.font = `22px ${FONT}`;
    ctx.textBaseline = "middle";
    chart.data.datasets.forEach((dataset, index) => {
      if (dataset.type === "line" && !dataset.isLabelled) return;
      chart.getDatasetMeta(index).data.forEach((element, at) => {
        const value = dataset.data[at];
        if (value === null || (isOnBar && value === 0)) return;
        ctx.fillStyle = isOnBar ? dataset.labelColor : INK;
        ctx.textAlign = isOnBar || dataset.isLabelled ? "center" : "left";
        // Below the goal the number stands below its point, or it would cross the line of the goal.
        const [x, y] = dataset.isLabelled
          ? [element.x, element.y + (value < chart.options.plugins.labels.goal && value > 20 ? 28 : -24)]
          : [isOnBar ? (element.x + element.base) / 2 : element.x + 8, element.y];
        ctx.fillText(`${value}${unit}`, x, y);
      });
    });
    ctx.restore();
  },
};

const BASE = { responsive: false, animation: false, devicePixelRatio: 1, maintainAspectRatio: false };
const legend = { position: "bottom", labels: { boxWidth: 24, boxHeight: 18, color: INK, padding: 20 } };
const category = { grid: { display: false }, ticks: { color: INK } };

function casesChart({ names, now, before, nowName, beforeName }) {
  return {
    type: "bar",
    data: {
      labels: names,
      datasets: [
        { label: nowName, data: now, backgroundColor: NOW_COLOR },
        { label: beforeName, data: before, backgroundColor: BEFORE_COLOR },
      ],
    },
    options: {
      ...BASE,
      indexAxis: "y",
      plugins: { legend },
      // Room for the number behind the longest bar; whole cases only.
      layout: { padding: { right: 60 } },
      scales: { x: { beginAtZero: true, ticks: { precision: 0 } }, y: category },
    },
    plugins: [labels],
  };
}

function promisesChart({ names, series }) {
  const datasets = series.map(({ outcome, name, values }) => ({
    label: name,
    data: values,
    backgroundColor: OUTCOME_COLORS[outcome],
    labelColor: outcome === "kept" || outcome === "breached" ? "#ffffff" : INK,
  }));
  const stacked = { stacked: true };
  return {
    type: "bar",
    data: { labels: names, datasets },
    options: {
      ...BASE,
      indexAxis: "y",
      plugins: { legend, labels: { isOnBar: true } },
      scales: { x: { ...stacked, beginAtZero: true, ticks: { precision: 0 } }, y: { ...stacked, ...category } },
    },
    plugins: [labels],
  };
}

function satisfactionChart({ names, values, goal }) {
  const line = { type: "line", fill: false, tension: 0 };
  return {
    data: {
      labels: names,
      datasets: [
        {
          ...line,
          data: values,
          borderColor: NOW_COLOR,
          backgroundColor: NOW_COLOR,
          borderWidth: 4,
          pointRadius: 8,
          spanGaps: true,
          isLabelled: true,
        },
        { ...line, data: names.map(() => goal), borderColor: GOAL_COLOR, borderWidth: 3, borderDash: [12, 8], pointRadius: 0 },
      ],
    },
    options: {
      ...BASE,
      layout: { padding: { top: 20, right: 40 } },
      plugins: { legend: { display: false }, labels: { unit: "%", goal } },
      // Above 100 there is only the room for the number over a point.
      scales: {
        // Half a step of room on both sides, or the first number would stand on the axis.
        x: { ...category, offset: true },
        y: { min: 0, max: 115, afterBuildTicks: (axis) => void (axis.ticks = [0, 25, 50, 75, goal].map((value) => ({ value }))) },
      },
    },
    plugins: [labels],
  };
}

function draw({ title, cases, promises, satisfaction, empty }) {
  const panels = [
    [cases.title, casesChart(cases), AXIS_HEIGHT + ROW_HEIGHT + Math.max(2, cases.names.length) * ROW_HEIGHT, cases.names.length > 0],
    [promises.title, promisesChart(promises), PROMISES_HEIGHT, promises.series.some(({ values }) => values.some((n) => n > 0))],
    [satisfaction.title, satisfactionChart(satisfaction), SATISFACTION_HEIGHT, satisfaction.values.some((value) => value !== null)],
  ].map(([name, config, size, hasData]) => [name, config, hasData ? size : EMPTY_HEIGHT, hasData]);
  const height = TITLE_HEIGHT + panels.reduce((sum, [, , size]) => sum + PANEL_TITLE_HEIGHT + size, 0) + MARGIN;
  const canvas = createCanvas(WIDTH, height);
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = "#ffffff";
  ctx.fillRect(0, 0, WIDTH, height);
  ctx.textBaseline = "middle";
  const write = (text, size, color, x, y) => {
    ctx.font = `${size}px ${FONT}`;
    ctx.fillStyle = color;
    ctx.fillText(text, x, y, WIDTH - 2 * MARGIN);
  };
  write(title, 36, INK, MARGIN, TITLE_HEIGHT / 2 + 8);
  let top = TITLE_HEIGHT;
  for (const [name, config, size, hasData] of panels) {
    write(name, 28, INK, MARGIN, top + PANEL_TITLE_HEIGHT / 2);
    top += PANEL_TITLE_HEIGHT;
    if (hasData) {
      const panel = createCanvas(WIDTH - 2 * MARGIN, size);
      const chart = new Chart(panel, config);
      ctx.drawImage(panel, MARGIN, top);
      chart.destroy();
    } else write(empty, 26, MUTED, MARGIN, top + size / 2);
    top += size;
  }
  return canvas.toBuffer("image/png");
}

process.once("message", (spec) => process.send(draw(spec), () => process.disconnect()));
