import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { retailers } from "./retailers.tables.ts";

/** Orders as the company's ordering system reports them; the bot itself never takes one. */
export const orders = sqliteTable(
  "orders",
  {
    orderNo: text("order_no").primaryKey(),
    retailerId: integer("retailer_id")
      .notNull()
      .references(() => retailers.id, { onDelete: "cascade" }),
    orderedAt: integer("ordered_at").notNull(),
    /** 0: the order was cancelled. */
    cartons: integer().notNull(),
    amountCents: integer("amount_cents").notNull(),
    receivedAt: integer("received_at").notNull(),
  },
  (t) => [index("orders_retailer").on(t.retailerId, t.orderedAt), index("orders_received").on(t.receivedAt)],
);
