import { beforeAll, describe, expect, test } from "vitest";
import type { ActName } from "./acts.ts";
import { attempt } from "./run.ts";
import { CAST, NEIGHBOUR, startStates, type Saved, type States } from "./world.ts";
import { WAYS, type StateName } from "./ways.ts";
import { ADMIN } from "../world.ts";

/** Those who have to do with the shop; the neighbour is the account manager of another route. */
const PEOPLE = { ...CAST, neighbour: NEIGHBOUR, admin: ADMIN };

/** Who may do what where it can be done at all; for everybody else nothing changes. The supervisor has promised the return visit. */
const MAY: Partial<Record<StateName, Partial<Record<ActName, string>>>> = {
  filed: {
    claim: "clerk supervisor deputy",
    reply: "clerk manager supervisor deputy neighbour admin",
    canned: "clerk supervisor deputy admin",
    ask: "clerk supervisor deputy admin",
    "hand desk": "clerk supervisor deputy admin",
    merge: "clerk supervisor deputy admin",
    "to advice": "owner spouse clerk supervisor deputy admin",
    "to attitude": "owner spouse clerk supervisor deputy admin",
    "to other": "owner spouse clerk supervisor deputy admin",
    withdraw: "owner",
    "no visit": "owner spouse",
    "other time": "owner spouse",
    plan: "manager supervisor deputy admin",
    nobody: "manager supervisor deputy admin",
    declined: "manager supervisor deputy admin",
    visited: "manager supervisor deputy admin",
    "hand door": "manager supervisor deputy admin",
    "waive desk": "supervisor deputy admin",
    "waive door": "supervisor deputy admin",
    "postpone desk": "supervisor deputy admin",
    "add words": "owner",
    "edit words": "owner spouse",
  },
  answered: {
    "to advice": "owner spouse supervisor deputy admin",
    "to other": "owner spouse clerk supervisor deputy admin",
  },
  claimed: {
    release: "clerk supervisor deputy admin",
  },
  "called off": {
    "visit after all": "owner spouse",
  },
  "met nobody twice": {
    "nobody, end": "manager supervisor deputy admin",
  },
  "shop said satisfied": {
    "hand return": "supervisor deputy admin",
    "rate satisfied": "supervisor deputy admin",
    "rate so-so": "supervisor deputy admin",
    "rate not satisfied": "supervisor deputy admin",
    confirm: "supervisor deputy admin",
    tried: "supervisor deputy admin",
    "say not satisfied": "owner spouse",
    "waive return": "deputy admin",
    "postpone return": "supervisor deputy admin",
  },
  closed: {
    reopen: "owner spouse",
    cause: "clerk supervisor deputy admin",
  },
  "question answered": {
    solved: "owner spouse",
    unsolved: "owner spouse",
    "to complaint": "owner spouse",
  },
  "about staff": {
    "name desk": "supervisor deputy admin",
    "name door": "supervisor deputy admin",
    "say whom": "owner spouse",
    "set about": "supervisor deputy admin",
    claim: "supervisor deputy",
    reply: "supervisor deputy",
    withdraw: "owner",
    "no visit": "owner",
    visited: "supervisor deputy admin",
    "add words": "owner",
    "to other": "owner spouse supervisor deputy admin",
  },
  report: {
    "a report": "owner",
    "no report": "owner",
    lift: "supervisor deputy admin",
    reply: "supervisor deputy admin",
    withdraw: "owner",
    "add words": "owner",
    "rate satisfied": "supervisor deputy admin",
    "say satisfied": "owner",
  },
};

let w: States;
let empty: Saved;
beforeAll(async () => {
  w = await startStates();
  empty = w.save();
  return () => w.close();
});

async function findWho(act: ActName, saved: Saved): Promise<string> {
  const able: string[] = [];
  for (const [name, id] of Object.entries(PEOPLE)) {
    const { refused, change, isUntouched } = await attempt(w, act, saved, id);
    if (refused === undefined && change !== "nothing") able.push(name);
    else if (!isUntouched) able.push(`${name} in spite of a refusal`);
  }
  return able.join(" ");
}

describe("who may do it", () => {
  test.each(Object.keys(MAY) as StateName[])("%s: those of the table, and nobody else", async (state) => {
    w.rewind(empty);
    await WAYS[state](w);
    const saved = w.save();
    const found: Record<string, string> = {};
    for (const act of Object.keys(MAY[state]!) as ActName[]) found[act] = await findWho(act, saved);
    expect(found).toEqual(MAY[state]);
  });
});
