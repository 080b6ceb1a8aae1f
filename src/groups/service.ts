export { findDeskGroup, findGroup, findGroupsOfRoute, findRetailerGroups, type Group } from "../../db/groups.ts";
