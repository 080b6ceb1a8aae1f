import { describe } from "vitest";
import { VISITING, TELLING, NAMING } from "./acts.ts";
import { testStates } from "./table.ts";

describe("while the return visit is owed", () => {
  testStates({
    "visited, not answered": {
      stands: "open 1 delivery: desk open; door kept by manager; return open by supervisor",
      does: {
        claim: "claimed → desk open by clerk",
        reply: "answered → desk kept by clerk",
        canned: "answered → desk kept by clerk",
        ask: "claimed + asked → desk open by clerk paused",
        "hand desk": "handed_over → desk open handed to colleague",
        "hand return": "handed_over → return open handed to deputy",
        merge: "duplicate + added to the other case → case duplicate, desk waived (duplicate), return waived (duplicate) by supervisor",
        "to advice": "category → category advice, return waived (advice) by supervisor",
        "to attitude": "category → category attitude, restriction about_staff",
        "to other": "category → category other",
        withdraw: "withdrawn → case withdrawn, desk waived (withdrawn), return waived (withdrawn) by supervisor",
        "rate satisfied": "rated → satisfaction satisfied, return kept (reached) by supervisor",
        "rate so-so": "rated → satisfaction so_so, return kept (reached) by supervisor",
        "rate not satisfied": "rated + reopened → round 2, door open by manager, return none",
        tried: "attempt → return kept by supervisor to be tried again",
        "say satisfied": "said",
        "say not satisfied": "said",
        "waive desk": "waived → desk waived",
        "waive return": "waived → return waived by supervisor",
        "postpone desk": "postponed → desk open planned",
        "postpone return": "postponed → return open by supervisor planned",
        "add words": "added",
        "edit words": "edited",
      },
      refuses: {
        not_claimed: ["release"],
        promise_ended: ["hand door"],
        already: ["no visit", "to complaint", ...VISITING],
        revisit_late: ["visit after all"],
        no_visit: ["other time"],
        said_otherwise: ["confirm", "say which"],
        nothing_open: ["waive door"],
        reopen_open: ["reopen", "solved", "unsolved"],
        not_restricted: [...TELLING, ...NAMING],
        not_closed: ["cause"],
        advice_late: ["desk: to advice"],
      },
    },
    "return visit": {
      like: "visited, not answered",
      stands: "open 1 delivery: desk kept by clerk; door kept by manager; return open by supervisor",
      does: {
        reply: "answered",
        canned: "answered",
        ask: "asked",
        merge: "duplicate + added to the other case → case duplicate, return waived (duplicate) by supervisor",
        "to advice": "category + closed → case closed, category advice, return waived (advice) by supervisor",
        withdraw: "withdrawn → case withdrawn, return waived (withdrawn) by supervisor",
        "rate satisfied": "rated + closed → case closed, satisfaction satisfied, return kept (reached) by supervisor",
        "rate so-so": "rated + closed → case closed, satisfaction so_so, return kept (reached) by supervisor",
        "rate not satisfied": "rated + reopened → round 2, desk open, door open by manager, return none",
        "waive return": "waived + closed → case closed, return waived by supervisor",
      },
      refuses: {
        already: ["claim", "release"],
        promise_ended: ["hand desk"],
        nothing_open: ["waive desk"],
        postpone_ended: ["postpone desk"],
      },
    },
    "ended with nobody": {
      like: "return visit",
      stands: "open 1 delivery: desk kept by clerk; door kept by manager; return open by supervisor",
      does: {},
      refuses: {},
    },
    "shop said satisfied": {
      like: "return visit",
      stands: "open 1 delivery: desk kept by clerk; door kept by manager; return open by supervisor",
      does: {
        confirm: "rated + closed → case closed, satisfaction satisfied, return kept (reached) by supervisor",
        "say satisfied": "nothing",
      },
      refuses: {},
    },
    "tried once": {
      like: "return visit",
      stands: "open 1 delivery: desk kept by clerk; door kept by manager; return kept by supervisor to be tried again",
      does: {
        "hand return": "handed_over → return kept handed to deputy to be tried again",
        merge: "duplicate + added to the other case → case duplicate, return kept by supervisor",
        "to advice": "category + closed → case closed, category advice, return kept by supervisor",
        withdraw: "withdrawn → case withdrawn, return kept by supervisor",
        "waive return": "waived + closed → case closed, return kept (waived) by supervisor",
        "postpone return": "postponed → return kept by supervisor planned to be tried again",
      },
      refuses: {
        tried_today: ["tried"],
      },
    },
    "tried twice": {
      like: "tried once",
      stands: "open 1 delivery: desk kept by clerk; door kept by manager; return kept by supervisor to be tried again",
      does: {
        tried: "attempt + not_reached + closed → case closed, return kept (not_reached) by supervisor",
      },
      refuses: {},
    },
  });
});
