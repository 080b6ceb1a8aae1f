import type { ReportedOrder } from "../../db/orders.ts";
import { parseInstant } from "../calendar/instants.ts";
import { CHINESE_COLUMNS } from "../import/aliases.ts";
import { parseTable, type Rejection, type TableRow } from "../import/csv.ts";
import { isLicenceNo } from "../retailers/rules.ts";

export const ORDER_COLUMNS = ["order_no", "licence_no", "ordered_at", "cartons", "amount"] as const;

/** An order as CONTRACT names it; `row` is the line of the file it came from. */
export type OrderRow = {
  row?: number;
  order_no: string;
  licence_no: string;
  ordered_at: string;
  cartons: string | number;
  amount?: string | number | null;
};

const MAX_ORDER_NO_LENGTH = 64;
const WHOLE_NUMBER = /^\d{1,9}(?:\.0+)?$/;
const MONEY = /^\d{1,10}(?:\.\d{1,4})?$/;

/** Reads the orders CSV (CONTRACT), with English or Chinese headers. What a cell says is judged when it is imported. */
export function readOrdersCsv(text: string): { rows: OrderRow[]; rejected: Rejection[] } {
  const columns = { required: ORDER_COLUMNS.filter((name) => name !== "amount"), optional: ["amount"] };
  const { rows, rejected } = parseTable(text, { columns, aliases: CHINESE_COLUMNS });
  return { rows: rows.map(({ line, values }) => ({ row: line, ...values })) as unknown as OrderRow[], rejected };
}

/** "1,200" and "1，200" as spreadsheets write it; a comma anywhere else stays and is refused. */
const plainNumber = (text: string): string => {
  const plain = text.normalize("NFKC").replace(/\s+/g, "");
  return /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plain) ? plain.replaceAll(",", "") : plain;
};

type Judged = { order: ReportedOrder } | { field: string; reason: string };

function judge({ values }: TableRow, zone: string): Judged {
  const missing = ORDER_COLUMNS.find((name) => name !== "amount" && (values[name] ?? "") === "");
  if (missing) return { field: missing, reason: "missing" };
  const { order_no: orderNo = "", licence_no: licenceNo = "", ordered_at: time = "" } = values;
  if (orderNo.length > MAX_ORDER_NO_LENGTH) return { field: "order_no", reason: "too_long" };
  if (!isLicenceNo(licenceNo)) return { field: "licence_no", reason: "not_12_digits" };
  const orderedAt = parseInstant(time, zone);
  if (orderedAt === undefined) return { field: "ordered_at", reason: "not_a_time" };
  const cartons = plainNumber(values["cartons"] ?? "");
  if (!WHOLE_NUMBER.test(cartons)) return { field: "cartons", reason: "not_a_number" };
  // A cancelled order often comes without an amount, and the amount decides nothing here.
  const amount = plainNumber(values["amount"] || "0");
  if (!MONEY.test(amount)) return { field: "amount", reason: "not_a_number" };
  return { order: { orderNo, licenceNo, orderedAt, cartons: Number(cartons), amountCents: Math.round(Number(amount) * 100) } };
}

/** The good orders with the row each came from, one an order number (a later row replaces an earlier one), and what is wrong in the others. */
export function judgeOrders(rows: readonly TableRow[], zone: string) {
  const good = new Map<string, { row: number; order: ReportedOrder }>();
  const rejected: Rejection[] = [];
  for (const row of rows) {
    const judged = judge(row, zone);
    if ("order" in judged) good.set(judged.order.orderNo, { row: row.line, order: judged.order });
    else rejected.push({ row: row.line, ...judged });
  }
  return { good: [...good.values()], rejected };
}
