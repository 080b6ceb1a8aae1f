// The only door from http/ to the database; everything else goes through the features' services.
export { isDatabaseUp } from "../../db/health.ts";
