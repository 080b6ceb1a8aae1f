import { describe } from "vitest";
import { HANDING, CHANGING, VISITING, CALLING_OFF, RATING, SAYING, WAIVING, TELLING, NAMING, POSTPONING } from "./acts.ts";
import { testStates } from "./table.ts";

describe("when nothing is promised any more", () => {
  testStates({
    closed: {
      stands: "closed 1 delivery satisfied: desk kept by clerk; door kept by manager; return kept (reached) by supervisor",
      does: {
        reply: "answered",
        canned: "answered",
        ask: "asked",
        reopen: "reopened → case open, round 2, satisfaction none, desk open, door open by manager, return none",
        unsolved: "reopened → case open, round 2, satisfaction none, desk open, door open by manager, return none",
        cause: "cause → cause 少货错货",
        "add words": "added",
        "edit words": "edited",
      },
      refuses: {
        closed: ["claim", "release", "merge", "withdraw", ...HANDING, ...CHANGING, ...CALLING_OFF, ...WAIVING, ...POSTPONING],
        already: ["to complaint", ...VISITING, ...RATING],
        said_late: SAYING,
        no_advice: ["solved"],
        not_restricted: [...TELLING, ...NAMING],
      },
    },
    "not reached": {
      like: "closed",
      stands: "closed 1 delivery: desk kept by clerk; door kept by manager; return kept (not_reached) by supervisor",
      does: {
        reopen: "reopened → case open, round 2, desk open, door open by manager, return none",
        unsolved: "reopened → case open, round 2, desk open, door open by manager, return none",
      },
      refuses: {},
    },
    "closed for eight days": {
      like: "closed",
      stands: "closed 1 delivery satisfied: desk kept by clerk; door kept by manager; return kept (reached) by supervisor",
      does: {},
      refuses: {
        reopen_late: ["reopen", "solved", "unsolved", "to complaint"],
        cause_late: ["cause"],
      },
    },
    withdrawn: {
      stands: "withdrawn 1 delivery: desk waived (withdrawn); door waived (withdrawn) by manager; return none",
      does: {
        "edit words": "edited",
      },
      refuses: {
        withdrawn: [
          "claim",
          "release",
          "reply",
          "canned",
          "ask",
          "merge",
          "withdraw",
          "cause",
          "add words",
          ...HANDING,
          ...CHANGING,
          ...VISITING,
          ...CALLING_OFF,
          ...RATING,
          ...WAIVING,
          ...POSTPONING,
        ],
        reopen_withdrawn: ["reopen", "solved", "unsolved", "to complaint", ...SAYING],
        not_restricted: [...TELLING, ...NAMING],
      },
    },
    duplicate: {
      like: "withdrawn",
      stands: "duplicate 1 delivery: desk waived (duplicate); door waived (duplicate) by manager; return none",
      does: {
        "add words": "added to the other case",
      },
      refuses: {
        duplicate: [
          "claim",
          "release",
          "reply",
          "canned",
          "ask",
          "merge",
          "withdraw",
          "cause",
          ...HANDING,
          ...CHANGING,
          ...VISITING,
          ...CALLING_OFF,
          ...RATING,
          ...WAIVING,
          ...POSTPONING,
        ],
        reopen_duplicate: ["reopen", "solved", "unsolved", "to complaint", ...SAYING],
      },
    },
    purged: {
      like: "closed",
      stands: "closed 1 delivery satisfied: desk kept by clerk; door kept by manager; return kept (reached) by supervisor",
      does: {
        "edit words": "nothing",
      },
      refuses: {
        purged: [
          "claim",
          "release",
          "reply",
          "canned",
          "ask",
          "withdraw",
          "no visit",
          "visit after all",
          "nobody, end",
          "solved",
          "unsolved",
          "to complaint",
          "cause",
          "add words",
          ...CHANGING,
          ...RATING,
          ...SAYING,
          ...TELLING,
        ],
        "closed, at the last step purged": ["merge", "other time", ...HANDING, ...WAIVING, ...POSTPONING],
        "already, at the last step purged": ["plan", "nobody", "declined", "visited"],
        "reopen_late, at the last step purged": ["reopen"],
        "not_restricted, at the last step purged": NAMING,
      },
    },
  });
});
