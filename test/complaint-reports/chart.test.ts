import { createCanvas, loadImage } from "@napi-rs/canvas";
import { describe, expect, test } from "vitest";
import { drawChart, type ChartSpec } from "../../src/complaint-reports/chart.ts";

const SPEC: ChartSpec = {
  title: "投诉周报",
  cases: { title: "按类别", names: ["送货"], now: [4], before: [2], nowName: "本期", beforeName: "上期" },
  promises: { title: "承诺", names: ["客服回复"], series: [{ outcome: "kept", name: "按时", values: [3] }] },
  satisfaction: { title: "满意度", names: ["11/9", "11/16"], values: [90, 100], goal: 95 },
  empty: "没有数据",
};

async function readPixels(png: Buffer) {
  const image = await loadImage(png);
  const ctx = createCanvas(image.width, image.height).getContext("2d");
  ctx.drawImage(image, 0, 0);
  const { data } = ctx.getImageData(0, 0, image.width, image.height);
  // One number a pixel: 0xaabbggrr.
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  const all = (top: number, bottom: number) => pixels.slice(top * image.width, bottom * image.width);
  return { width: image.width, height: image.height, all };
}

const colorOf = (red: number, green: number, blue: number) => (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
const inkOf = (pixels: Uint32Array) => pixels.filter((pixel) => pixel !== colorOf(255, 255, 255)).length;

describe("the chart", () => {
  test("shows this period twice as long as the one before, the promises and the goal", async () => {
    const { width, height, all } = await readPixels(await drawChart(SPEC));
    expect([width, height > 800]).toEqual([1200, true]);
    const pixels = all(0, height);
    const count = (...rgb: [number, number, number]) => pixels.filter((pixel) => pixel === colorOf(...rgb)).length;
    const [now, before] = [count(31, 111, 178), count(185, 198, 211)];
    expect(before).toBeGreaterThan(2_000);
    // Besides the bar there are the legend, and the line and points of the satisfaction.
    expect(now / before).toBeGreaterThan(1.6);
    expect(now / before).toBeLessThan(2.6);
    expect(count(42, 157, 143)).toBeGreaterThan(2_000);
    expect(count(194, 65, 12)).toBeGreaterThan(200);
  });

  test("writes Chinese with a font of its own: two words of the same length look different, and neither is empty", async () => {
    const titles = ["送货延误", "扣款差错"];
    const heads = await Promise.all(titles.map(async (title) => (await readPixels(await drawChart({ ...SPEC, title }))).all(0, 85)));
    for (const head of heads) expect(inkOf(head)).toBeGreaterThan(500);
    expect(heads[0]).not.toEqual(heads[1]);
    // Signs that a font lacks are all drawn as the same box.
    const none = await readPixels(await drawChart({ ...SPEC, title: "\u{10FFFD}\u{10FFFD}\u{10FFFD}\u{10FFFD}" }));
    expect(heads[0]).not.toEqual(none.all(0, 85));
  });

  test("that can not be drawn is an error and no picture", async () => {
    await expect(drawChart({ ...SPEC, cases: undefined } as never)).rejects.toThrow("painter");
  });
});
