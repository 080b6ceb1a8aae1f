import { describe } from "vitest";
import { RATING, SAYING, TELLING, NAMING } from "./acts.ts";
import { testStates } from "./table.ts";

describe("while the desk owes its reply", () => {
  testStates({
    filed: {
      stands: "open 1 delivery: desk open; door open by manager; return none",
      does: {
        claim: "claimed → desk open by clerk",
        reply: "answered → desk kept by clerk",
        canned: "answered → desk kept by clerk",
        ask: "claimed + asked → desk open by clerk paused",
        "hand desk": "handed_over → desk open handed to colleague",
        "hand door": "handed_over → door open handed to neighbour",
        merge: "duplicate + added to the other case → case duplicate, desk waived (duplicate), door waived (duplicate) by manager",
        "to advice": "category → category advice, door waived (advice) by manager",
        "to attitude": "category → category attitude, restriction about_staff, door open",
        "to other": "category → category other",
        withdraw: "withdrawn → case withdrawn, desk waived (withdrawn), door waived (withdrawn) by manager",
        "no visit": "no_visit → door waived (no_visit) by manager, return open by supervisor",
        "other time": "other_time",
        plan: "planned → door open by manager planned",
        nobody: "nobody_home",
        declined: "declined → door waived (declined) by manager, return open by supervisor",
        visited: "visited → door kept by manager, return open by supervisor",
        "waive desk": "waived → desk waived",
        "waive door": "waived → door waived by manager, return open by supervisor",
        "postpone desk": "postponed → desk open planned",
        "add words": "added",
        "edit words": "edited",
      },
      refuses: {
        not_claimed: ["release"],
        promise_ended: ["hand return"],
        revisit_late: ["visit after all"],
        nobody_once: ["nobody, end"],
        not_visited: [...RATING, ...SAYING],
        nothing_open: ["waive return"],
        reopen_open: ["reopen", "solved", "unsolved"],
        already: ["to complaint"],
        not_restricted: [...TELLING, ...NAMING],
        postpone_ended: ["postpone return"],
        not_closed: ["cause"],
      },
    },
    claimed: {
      like: "filed",
      stands: "open 1 delivery: desk open by clerk; door open by manager; return none",
      does: {
        claim: "nothing",
        release: "released → desk open",
        "to attitude": "category → category attitude, restriction about_staff, desk open, door open",
        ask: "asked → desk open by clerk paused",
        merge: "duplicate + added to the other case → case duplicate, desk waived (duplicate) by clerk, door waived (duplicate) by manager",
        withdraw: "withdrawn → case withdrawn, desk waived (withdrawn) by clerk, door waived (withdrawn) by manager",
        "waive desk": "waived → desk waived by clerk",
        "postpone desk": "postponed → desk open by clerk planned",
      },
      refuses: {},
    },
    paused: {
      like: "claimed",
      stands: "open 1 delivery: desk open by clerk paused; door open by manager; return none",
      does: {
        "to attitude": "category → category attitude, restriction about_staff, desk open paused, door open",
        release: "released → desk open paused",
        ask: "asked",
        "hand desk": "handed_over → desk open handed to colleague paused",
        merge:
          "duplicate + added to the other case → case duplicate, desk waived (duplicate) by clerk paused, door waived (duplicate) by manager",
        withdraw: "withdrawn → case withdrawn, desk waived (withdrawn) by clerk paused, door waived (withdrawn) by manager",
        "waive desk": "waived → desk waived by clerk paused",
        "postpone desk": "postponed → desk open by clerk paused planned",
        "add words": "added + resumed → desk open by clerk",
      },
      refuses: {},
    },
    answered: {
      like: "filed",
      stands: "open 1 delivery: desk kept by clerk; door open by manager; return none",
      does: {
        reply: "answered",
        canned: "answered",
        ask: "asked",
        merge: "duplicate + added to the other case → case duplicate, door waived (duplicate) by manager",
        "to advice": "category + closed → case closed, category advice, door waived (advice) by manager",
        withdraw: "withdrawn → case withdrawn, door waived (withdrawn) by manager",
      },
      refuses: {
        already: ["claim", "release"],
        promise_ended: ["hand desk"],
        nothing_open: ["waive desk"],
        postpone_ended: ["postpone desk"],
      },
    },
  });
});
