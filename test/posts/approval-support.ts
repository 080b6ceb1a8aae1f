import { eq } from "drizzle-orm";
import { audit } from "../../db/audit.tables.ts";
import { posts } from "../../db/posts.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { buildDistrict, buildStaff } from "../support/build.ts";
import { AUTHOR, buttonsOf, startPosting } from "./support.ts";

export const [SUPERVISOR, SECOND, OTHER_DISTRICT, ADMIN] = [70, 71, 72, 80];

/** A broadcaster of the district, 小李, whose posts need approval, with two supervisors, one of another district, and an admin. */
export async function startApproval({ language = "zh" }: { language?: "zh" | "en" } = {}) {
  const t = await startPosting({ language });
  const districtId = t.district.id;
  t.db.update(staff).set({ needsApproval: true, name: "小李" }).where(eq(staff.personId, AUTHOR)).run();
  buildStaff(t.db, SUPERVISOR, ["supervisor"], { districtId, name: "王芳" });
  buildStaff(t.db, SECOND, ["supervisor"], { districtId, name: "赵强" });
  buildStaff(t.db, OTHER_DISTRICT, ["supervisor"], { districtId: buildDistrict(t.db, "城西区").id, name: "钱进" });
  buildStaff(t.db, ADMIN, ["admin"], { name: "孙总" });

  /** Composes a post and submits it; its row, and what stands after "review:<action>:" in the approvers' buttons. */
  async function submit(column = "policy", text = "新政策") {
    const { message, post } = await t.draft(column, text);
    await t.author.press(`post:submit:${post.id}`);
    return { id: post.id, message, key: keyOf(post.id) };
  }

  const row = (id: number) => t.db.select().from(posts).where(eq(posts.id, id)).get()!;
  const keyOf = (id: number) => `${id}:${row(id).submittedAt}`;

  return {
    ...t,
    submit,
    row,
    keyOf,
    supervisor: t.person(SUPERVISOR, { language }),
    second: t.person(SECOND, { language }),
    /** Who did what with posts, the latest last. */
    trail: () =>
      t.db
        .select()
        .from(audit)
        .all()
        .filter(({ action }) => action.startsWith("post."))
        .map(({ actorId, action }) => `${actorId} ${action}`),
    buttonsTo: (chatId: number) => buttonsOf(t.lastTo(chatId)),
    removeFromStaff: (personId: number) =>
      t.db.update(staff).set({ removedAt: 1, personId: null }).where(eq(staff.personId, personId)).run(),
  };
}

export type Approval = Awaited<ReturnType<typeof startApproval>>;
