import { expect, test } from "vitest";
import { buildPerson, buildStaff } from "../../support/build.ts";
import { ADMIN, CLERK, MANAGER, RETAILER, startWorld, STRANGER, SUPERVISOR, type World } from "../world.ts";

const BROADCASTER = 500;

/** The commands in the person's menu after /start, and the text of /help. */
async function openMenu(w: World, id: number): Promise<{ menu: string[]; help: string }> {
  await w.person(id).write("/start");
  const set = w.calls.findLast(
    ({ method, payload }) => method === "setMyCommands" && JSON.stringify(payload["scope"]).includes(String(id)),
  )!;
  await w.person(id).write("/help");
  return { menu: (set.payload["commands"] as { command: string }[]).map(({ command }) => command), help: w.lastTo(id).payload.text! };
}

test("a retailer's menu has /complain only, and help says how to complain in a group", async () => {
  const w = await startWorld();
  const { menu, help } = await openMenu(w, RETAILER);
  expect(menu.filter((command) => /^(complain|complaint|case|mycases)$/.test(command))).toEqual(["complain", "mycases"]);
  expect(help).toContain("在群里投诉：以“投诉”开头发一条消息");
});

test("in English as well", async () => {
  const w = await startWorld({ language: "en" });
  expect((await openMenu(w, RETAILER)).help).toContain("begin a message or a caption with “complaint”");
});

test("staff who work on cases have /complaint and /case, other staff and strangers neither", async () => {
  const w = await startWorld();
  buildStaff(w.db, BROADCASTER, ["broadcaster"]);
  buildPerson(w.db, STRANGER);
  for (const id of [CLERK, MANAGER, SUPERVISOR, ADMIN]) {
    const { menu, help } = await openMenu(w, id);
    expect(menu).toEqual(expect.arrayContaining(["complaint", "case"]));
    expect(menu).not.toContain("complain");
    expect(help).toContain("/complaint 为客户登记投诉");
  }
  for (const id of [BROADCASTER, STRANGER]) {
    const { menu, help } = await openMenu(w, id);
    expect(menu.filter((command) => /^(complain|complaint|case)$/.test(command))).toEqual([]);
    expect(help).not.toContain("在群里投诉");
  }
});
