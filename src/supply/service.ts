export { findGoods } from "../../db/supply.ts";
export { isGoods, readGoods, type GoodsTable } from "./goods.ts";
export { renderTable, type TableMessage, type TableOptions } from "./table.ts";
