import { describe, expect, test } from "vitest";
import { chooseApprovers, mayWriteIn, outcomeOf, postRightOf, refuseDecider, writableColumns } from "../../src/posts/approval-rules.ts";

const EAST = 1;
const WEST = 2;
const person = (personId: number, roles: string[], districtId: number | null = null) => ({ personId, roles, districtId });

describe("the right to post", () => {
  test.each([
    [["broadcaster"], false, "send"],
    [["broadcaster"], true, "submit"],
    [["supervisor"], false, "send"],
    [["supervisor"], true, "submit"],
    [["brand_partner"], false, "submit"],
    [["brand_partner", "broadcaster"], false, "send"],
    [["brand_partner", "broadcaster"], true, "submit"],
    [["admin", "brand_partner"], true, "send"],
    [["service_desk"], false, "none"],
    [[], false, "none"],
  ] as const)("of %j with needsApproval %s is: %s", (roles, needsApproval, right) => {
    expect(postRightOf({ roles, needsApproval })).toBe(right);
  });

  test("a brand partner writes about new products only, unless another role allows more", () => {
    expect(writableColumns({ roles: ["brand_partner"] })).toEqual(["products"]);
    expect(mayWriteIn({ roles: ["brand_partner"] }, null)).toBe(false);
    expect(mayWriteIn({ roles: ["brand_partner", "broadcaster"] }, null)).toBe(true);
    expect(mayWriteIn({ roles: ["brand_partner", "broadcaster"] }, "supply")).toBe(true);
    expect(writableColumns({ roles: ["account_manager"] })).toEqual([]);
  });
});

describe("who decides", () => {
  const author = { personId: 1, districtId: EAST };
  const company = { personId: 1, districtId: null };

  test("is a supervisor of the author's district or of the company, or an admin", () => {
    expect(refuseDecider(person(2, ["supervisor"], EAST), author)).toBeUndefined();
    expect(refuseDecider(person(2, ["supervisor"]), author)).toBeUndefined();
    expect(refuseDecider(person(2, ["admin"], WEST), author)).toBeUndefined();
    expect(refuseDecider(person(2, ["supervisor"], WEST), author)).toBe("not_in_charge");
    expect(refuseDecider(person(2, ["broadcaster"], EAST), author)).toBe("not_in_charge");
  });

  test("about what goes to the whole company is not a district's supervisor", () => {
    expect(refuseDecider(person(2, ["supervisor"], EAST), company)).toBe("not_in_charge");
    expect(refuseDecider(person(2, ["supervisor"]), company)).toBeUndefined();
  });

  test("is never the author, not even as an admin", () => {
    expect(refuseDecider(person(1, ["supervisor", "admin"], EAST), author)).toBe("own");
  });

  test("the supervisors in charge are asked, and the admins only where there is no other", () => {
    const admin = person(9, ["admin"]);
    const others = [person(3, ["supervisor"], WEST), person(4, ["service_desk"], EAST)];
    expect(chooseApprovers(author, [person(2, ["supervisor"], EAST), person(5, ["supervisor"]), admin, ...others])).toEqual([2, 5]);
    expect(chooseApprovers(author, [person(1, ["supervisor"], EAST), admin, ...others])).toEqual([9]);
    expect(chooseApprovers(company, [person(2, ["supervisor"], EAST), admin])).toEqual([9]);
    expect(chooseApprovers(author, [person(1, ["admin", "supervisor"], EAST), ...others])).toEqual([]);
  });

  test("an admin who supervises another district is asked as an admin", () => {
    expect(chooseApprovers(author, [person(2, ["admin", "supervisor"], WEST), person(3, ["supervisor"], EAST)])).toEqual([3]);
    expect(chooseApprovers(author, [person(2, ["admin", "supervisor"], WEST)])).toEqual([2]);
  });
});

test("a button's version tells what became of its submission", () => {
  const post = { state: "submitted", submittedAt: 5, decidedBy: null, returnReason: null };
  expect(outcomeOf(post, 5)).toBe("open");
  expect(outcomeOf(post, 4)).toBe("replaced");
  expect(outcomeOf({ ...post, state: "draft" }, 5)).toBe("taken_back");
  expect(outcomeOf({ ...post, state: "draft", decidedBy: 2, returnReason: "x" }, 5)).toBe("returned");
  expect(outcomeOf({ ...post, state: "sent", decidedBy: 2 }, 5)).toBe("approved");
  expect(outcomeOf({ ...post, state: "scheduled", decidedBy: 2 }, 5)).toBe("approved");
});
