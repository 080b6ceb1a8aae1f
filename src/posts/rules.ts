export const COLUMNS = ["supply", "terminals", "products", "training", "policy"] as const;
export type Column = (typeof COLUMNS)[number];

export const POST_STATES = ["draft", "sending", "discarded"] as const;

/** Columns that show goods: they carry the health warning, are protected from forwarding and never go to a public group. */
const PRODUCT_COLUMNS: readonly Column[] = ["supply", "products"];
export const isProductColumn = (column: Column): boolean => PRODUCT_COLUMNS.includes(column);

export const isColumn = (value: string): value is Column => (COLUMNS as readonly string[]).includes(value);
