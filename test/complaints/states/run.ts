import { readTexts } from "../../../src/i18n.ts";
import { saveDialogue } from "../../../src/people/service.ts";
import { actOf, type Act, type ActName, type Step } from "./acts.ts";
import { describeChange, everything, momentOf, type Saved, type States } from "./world.ts";

/** Sentences that refuse without a reason of the service. */
const OTHER_REFUSALS = ["button-outdated", "desk-duplicate-none", "desk-hand-nobody", "restricted-choose-none", "complaint-private"];
const REASONS = [...readTexts("zh").matchAll(/^complaint-refused-(\w+) =/gm)].map(([, reason]) => reason!);
const MARK = "\u0001";
/** An alert holds no more. */
const ALERT_LENGTH = 200;

/** How each refusal reads, whatever names and times stand in it. */
const readRefusals = (w: States): [reason: string, reads: RegExp][] => {
  const toPattern = (key: string) => {
    const text = w.deps.t("zh", key, { by: MARK, at: MARK, phone: "none", number: MARK }).slice(0, ALERT_LENGTH);
    return new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(MARK, ".*")}`, "su");
  };
  const keys = [...REASONS.map((reason) => [reason, `complaint-refused-${reason}`]), ...OTHER_REFUSALS.map((key) => [key, key])];
  return keys.map(([reason, key]) => [reason!, toPattern(key!)]);
};
let refusals: ReturnType<typeof readRefusals> | undefined;

/** Why the bot refused what was just done; undefined when it did not. */
function refusalIn(w: States, from: number): string | undefined {
  refusals ??= readRefusals(w);
  const reads = refusals;
  const said = w.calls.slice(from).map(({ payload }) => payload.text ?? "");
  return said.flatMap((text) => reads.find(([, pattern]) => pattern.test(text))?.[0] ?? [])[0];
}

async function run(w: States, who: number, steps: Step[]): Promise<string | undefined> {
  for (const step of steps) {
    const from = w.calls.length;
    await step(w, who);
    const refused = refusalIn(w, from);
    if (refused) return refused;
  }
  return undefined;
}

/** The last step by itself, as if the way there had been open a moment before: a forged button, or words that were asked for. */
async function runLast(w: States, who: number, { steps, dialogue }: Act): Promise<string | undefined> {
  const now = w.deps.clock();
  if (dialogue) {
    const { kind, ...data } = dialogue(w);
    await saveDialogue(w.db, who, { kind, data: { ...data, at: now } }, now);
  }
  return run(w, who, steps.slice(-1));
}

/** Everything the bot said to someone. */
const toldTo = (w: States, who: number): string =>
  w.calls
    .filter(({ method, payload }) => payload.chat_id === who || method === "answerCallbackQuery")
    .map(({ payload }) => payload.text ?? "")
    .join("\n");

export type Outcome = { refused: string | undefined; late: string | undefined; change: string; isUntouched: boolean; told: string };

/** Does one thing in the state as it stands, says what came of it, and goes back to before (`saved`). */
export async function attempt(w: States, name: ActName, saved: Saved, who: number): Promise<Outcome> {
  const act = actOf(name);
  const before = momentOf(w);
  const all = everything(w);
  const refused = await run(w, who, act.steps);
  const change = describeChange(before, w);
  const isUntouched = everything(w) === all;
  const told = toldTo(w, who);
  w.rewind(saved);
  if (refused === undefined || act.steps.length === 1) return { refused, late: refused, change, isUntouched, told };
  const late = await runLast(w, who, act);
  const after = { isUntouched: isUntouched && everything(w) === all, told: `${told}\n${toldTo(w, who)}` };
  w.rewind(saved);
  return { refused, late, change, ...after };
}
