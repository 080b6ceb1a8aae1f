// The one file drizzle-kit reads.
export * from "./audit.tables.ts";
export * from "./calls.tables.ts";
export * from "./complaints.tables.ts";
export * from "./deliveries.tables.ts";
export * from "./districts.tables.ts";
export * from "./groups.tables.ts";
export * from "./inbox.tables.ts";
export * from "./orders.tables.ts";
export * from "./outcomes.tables.ts";
export * from "./people.tables.ts";
export * from "./posts.tables.ts";
export * from "./retailers.tables.ts";
export * from "./routes.tables.ts";
export * from "./settings.tables.ts";
export * from "./staff.tables.ts";
export * from "./supply.tables.ts";
export * from "./windows.tables.ts";
