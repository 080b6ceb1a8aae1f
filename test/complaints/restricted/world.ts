import { SAY_WHO_MS } from "../../../src/complaints/restricted/rules.ts";
import { buildStaff } from "../../support/build.ts";
import { RETAILER, startWorld, type World } from "../world.ts";

export const RUDE = "态度很差，骂人";
export const SECOND = 420;
export const COLLEAGUE = 310;
export const UNKNOWN = "没有找到这张投诉单。编号形如 C-20261123-0007。";

/** The world with a second supervisor and a second account manager of the district. */
export async function startRestricted(options: Parameters<typeof startWorld>[0] = {}) {
  const w = await startWorld(options);
  const second = buildStaff(w.db, SECOND, ["supervisor"], { name: "钱主管", districtId: w.district.id });
  const colleague = buildStaff(w.db, COLLEAGUE, ["account_manager"], { name: "孙丽", districtId: w.district.id });
  const sayWhom = (choice: string) => w.person(RETAILER).press(`complain:about:1:${choice}`);
  const waitAnd = async () => {
    w.advance(SAY_WHO_MS);
    await w.deliver();
  };
  return { ...w, second, colleague, sayWhom, waitAnd };
}

export type RestrictedWorld = Awaited<ReturnType<typeof startRestricted>>;

/** Everything the person was sent, or whose message was changed for them. */
export const sentTo = (w: World, chatId: number) => w.textsTo(chatId);
