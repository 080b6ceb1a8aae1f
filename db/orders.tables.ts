import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { FEED_SOURCES } from "../src/orders/feed-rules.ts";
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

/** Every request that brought order data, or said that there is none: how old the data is, and how often it usually comes. */
export const feedArrivals = sqliteTable(
  "feed_arrivals",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    receivedAt: integer("received_at").notNull(),
    source: text({ enum: FEED_SOURCES }).notNull(),
    rows: integer().notNull(),
    created: integer().notNull(),
    updated: integer().notNull(),
    unchanged: integer().notNull(),
    /** Kept for a licence number that the roster does not have yet; these are among the rejected. */
    unclaimed: integer().notNull(),
    rejected: integer().notNull(),
    /** What tellsState says of the counts. */
    isFresh: integer("is_fresh", { mode: "boolean" }).notNull(),
  },
  (t) => [index("feed_arrivals_fresh").on(t.isFresh, t.receivedAt), index("feed_arrivals_received").on(t.receivedAt)],
);

/**
 * Orders of licence numbers that the roster does not have (yet): the roster often comes a day after the shop's first order. They count for
 * nobody until it does.
 */
export const unclaimedOrders = sqliteTable(
  "unclaimed_orders",
  {
    orderNo: text("order_no").primaryKey(),
    licenceNo: text("licence_no").notNull(),
    orderedAt: integer("ordered_at").notNull(),
    cartons: integer().notNull(),
    amountCents: integer("amount_cents").notNull(),
    receivedAt: integer("received_at").notNull(),
  },
  (t) => [index("unclaimed_orders_licence").on(t.licenceNo), index("unclaimed_orders_received").on(t.receivedAt)],
);
