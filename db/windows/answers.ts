import { and, desc, eq, inArray, ne, type InferSelectModel } from "drizzle-orm";
import { findAnswerProblem, type AnswerProblem } from "../../src/windows/rules.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { people } from "../people.tables.ts";
import { shopPeople } from "../retailers.tables.ts";
import { windowAnswers } from "../windows.tables.ts";
import { findShopsOfPersonIn, readWindow, type WindowDetails, type WindowShop } from "./shops.ts";

export type Answer = Pick<InferSelectModel<typeof windowAnswers>, "answer" | "reason" | "at">;

/** Where a person stands with a window: their shops in it, what they said, and what others of the shops without an order said, latest first. */
export type Situation = {
  window: WindowDetails;
  shops: Pick<WindowShop, "id" | "shopName" | "hasOrdered">[];
  mine: Answer | undefined;
  others: (Answer & { name: string })[];
};

const fields = { answer: windowAnswers.answer, reason: windowAnswers.reason, at: windowAnswers.at };

function readSituation(tx: Db | Tx, windowId: number, personId: number): Situation | undefined {
  const window = readWindow(tx, windowId);
  if (!window) return undefined;
  const shops = findShopsOfPersonIn(tx, window, personId);
  const ofWindow = eq(windowAnswers.windowId, windowId);
  const mine = tx
    .select(fields)
    .from(windowAnswers)
    .where(and(ofWindow, eq(windowAnswers.personId, personId)))
    .get();
  const missing = shops.filter(({ hasOrdered }) => !hasOrdered).map(({ id }) => id);
  const others = tx
    .select({ ...fields, name: people.firstName })
    .from(shopPeople)
    .innerJoin(windowAnswers, and(ofWindow, eq(windowAnswers.personId, shopPeople.personId)))
    .innerJoin(people, eq(people.id, shopPeople.personId))
    .where(and(inArray(shopPeople.retailerId, missing), ne(shopPeople.personId, personId)))
    .groupBy(shopPeople.personId)
    .orderBy(desc(windowAnswers.at))
    .all();
  return { window, shops, mine, others };
}

/** Where a person stands with a window now; undefined when there is no such window. */
export async function findSituation(db: Db, windowId: number, personId: number): Promise<Situation | undefined> {
  return readSituation(db, windowId, personId);
}

export type NewAnswer = { windowId: number; personId: number; answer: Pick<Answer, "answer" | "reason"> | undefined; at: number };
export type AnswerOutcome = { problem: AnswerProblem | undefined; situation: Situation | undefined };

/**
 * Notes what a person said about a window, in place of what they said before; undefined takes it back. The same again keeps its time, and
 * "not this time" without a reason does not undo a reason. Refused with a problem, looked for in the same transaction.
 */
export async function saveAnswer(db: Db, { windowId, personId, answer, at }: NewAnswer): Promise<AnswerOutcome> {
  return inTransaction(db, (tx) => {
    const before = readSituation(tx, windowId, personId);
    const problem = before ? findAnswerProblem(before.window, before.shops, at) : "unknown";
    if (!before || problem) return { problem, situation: before };
    const isOwn = and(eq(windowAnswers.windowId, windowId), eq(windowAnswers.personId, personId));
    if (!answer) tx.delete(windowAnswers).where(isOwn).run();
    else if (answer.answer !== before.mine?.answer || (answer.reason !== null && answer.reason !== before.mine.reason)) {
      const set = { ...answer, at };
      tx.insert(windowAnswers)
        .values({ windowId, personId, ...set })
        .onConflictDoUpdate({ target: [windowAnswers.windowId, windowAnswers.personId], set })
        .run();
    }
    return { problem: undefined, situation: readSituation(tx, windowId, personId) };
  });
}
