import { describe, expect, test } from "vitest";
import { frameText, refuseGroup, toHashtag } from "../../src/posts/rules.ts";

describe("framing a text", () => {
  const bold = { type: "bold", offset: 0, length: 2 };

  test("the head moves the formatting along, the tail does not", () => {
    const framed = frameText({ text: "到货", entities: [bold] }, "#货源信息", "警语");
    expect(framed).toEqual({ text: "#货源信息\n到货\n\n警语", entities: [{ ...bold, offset: 6 }] });
  });

  test("without head and tail nothing changes", () => {
    expect(frameText({ text: "到货", entities: [bold] }, "", "")).toEqual({ text: "到货", entities: [bold] });
  });

  test("a photo without words gets no empty lines", () => {
    expect(frameText({ text: "", entities: [] }, "", "警语").text).toBe("警语");
    expect(frameText({ text: "", entities: [] }, "#货源信息", "警语").text).toBe("#货源信息\n\n警语");
  });

  test("an emoji before the formatting counts as Telegram counts it", () => {
    const framed = frameText({ text: "😀到货", entities: [{ ...bold, offset: 2 }] }, "😀😀", "");
    expect(framed.text.slice(framed.entities[0]!.offset)).toBe("到货");
  });
});

test("goods never go to a public group, nor to one that nobody confirmed to be retailers' only; everything else does", () => {
  expect(refuseGroup("supply", { username: "open", licensedOnlyAt: 1 })).toBe("public");
  expect(refuseGroup("products", { username: "open", licensedOnlyAt: null })).toBe("public");
  expect(refuseGroup("products", { username: null, licensedOnlyAt: null })).toBe("unconfirmed");
  expect(refuseGroup("products", { username: null, licensedOnlyAt: 1 })).toBeUndefined();
  expect(refuseGroup("policy", { username: "open", licensedOnlyAt: null })).toBeUndefined();
  expect(refuseGroup(null, { username: "open", licensedOnlyAt: null })).toBeUndefined();
});

test("a hashtag has no spaces", () => {
  expect(toHashtag("Supply Information")).toBe("#SupplyInformation");
});
