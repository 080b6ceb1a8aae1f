import { purgeCases } from "../../../src/complaints/service.ts";
import { actOf, DAY_MS, type ActName } from "./acts.ts";
import { CAST, type Part, type States } from "./world.ts";

type Way = (w: States) => Promise<void>;

/** An act by the one who usually does it, or by somebody else; a number is time that goes by, in ms. */
type Move = ActName | number | { act: ActName; as: number };

/** Does things one after the other and sends what they cause. */
export async function go(w: States, ...moves: Move[]): Promise<void> {
  for (const move of moves) {
    if (typeof move === "number") w.advance(move);
    else {
      const { act, as } = typeof move === "string" ? { act: move, as: CAST[actOf(move).by] } : move;
      for (const step of actOf(act).steps) await step(w, as);
    }
    await w.deliver();
  }
}

const by =
  (part: Part, text: string): Way =>
  async (w) => {
    await w.person(CAST[part]).write(text);
    await w.deliver();
  };

/** Another case of the shop, with which the first one could go on. */
const second: Way = async (w) => {
  await by("spouse", "/complain 货款多扣了一次")(w);
  if (w.cases().length < 2) await w.person(CAST.spouse).press("complain:new");
  await w.deliver();
};

const file =
  (text: string): Way =>
  async (w) => {
    await by("owner", text)(w);
    await second(w);
  };
const complaint = file("/complain 昨天送货少了两条");
const question: Way = async (w) => {
  await by("owner", "💬 问客服")(w);
  await file("许可证怎么延续")(w);
};

const from =
  (begin: Way, ...names: (ActName | number)[]): Way =>
  async (w) => {
    await begin(w);
    await go(w, ...names);
  };

/** How a case comes to stand as the name says. */
export const WAYS = {
  filed: from(complaint),
  claimed: from(complaint, "claim"),
  answered: from(complaint, "reply"),
  paused: from(complaint, "ask"),
  planned: from(complaint, "reply", "plan"),
  "met nobody once": from(complaint, "reply", "nobody", DAY_MS),
  "met nobody twice": from(complaint, "reply", "nobody", DAY_MS, "nobody"),
  "called off": from(complaint, "reply", "no visit"),
  "shop declined": from(complaint, "reply", "declined"),
  "ended with nobody": from(complaint, "reply", "nobody", DAY_MS, "nobody", "nobody, end"),
  "visited, not answered": from(complaint, "visited"),
  "return visit": from(complaint, "reply", "visited"),
  "shop said satisfied": from(complaint, "reply", "visited", "say satisfied"),
  "tried once": from(complaint, "reply", "visited", "tried"),
  "tried twice": from(complaint, "reply", "visited", "tried", DAY_MS, "tried", DAY_MS),
  closed: from(complaint, "reply", "visited", "rate satisfied"),
  "not reached": from(complaint, "reply", "visited", "tried", DAY_MS, "tried", DAY_MS, "tried"),
  "closed for eight days": from(complaint, "reply", "visited", "rate satisfied", 8 * DAY_MS),
  withdrawn: from(complaint, "withdraw"),
  duplicate: from(complaint, "merge"),
  "taken up again": from(complaint, "reply", "visited", "rate not satisfied"),
  question: from(question),
  "question answered": from(question, "reply"),
  "question again": from(question, "reply", "unsolved"),
  "about staff": from(file("/complain 态度很差，骂人"), 6 * 60_000),
  report: from(file("/complain 有人卖假烟"), 6 * 60_000),
  purged: async (w) => {
    await from(complaint, "reply", "visited", "rate satisfied", 366 * DAY_MS)(w);
    await purgeCases(w.deps);
  },
} satisfies Record<string, Way>;

export type StateName = keyof typeof WAYS;
