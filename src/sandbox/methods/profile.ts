import { checkCommands, toScopeKey } from "../commands.ts";
import { badRequest } from "../errors.ts";
import { emitToAll } from "../events.ts";
import { changeSettings, readSettings, type World } from "../world.ts";
import type { Handlers } from "./method.ts";

type Texts = { name?: string; description?: string; short_description?: string };

function setText(world: World, field: keyof Texts, language: string | undefined, value: string | undefined, limit: number): true {
  if ((value ?? "").length > limit) throw badRequest("BOT_TITLE_INVALID");
  const { names } = readSettings(world);
  const key = language ?? "";
  changeSettings(world, { names: { ...names, [key]: { ...names[key], [field]: value ?? "" } } });
  return true;
}

function getText(world: World, field: keyof Texts, language: string | undefined): string {
  const { names } = readSettings(world);
  return names[language ?? ""]?.[field] || names[""]?.[field] || "";
}

export const profileMethods: Handlers<
  | "setMyCommands"
  | "getMyCommands"
  | "deleteMyCommands"
  | "setMyName"
  | "getMyName"
  | "setMyDescription"
  | "getMyDescription"
  | "setMyShortDescription"
  | "getMyShortDescription"
  | "setChatMenuButton"
> = {
  setMyCommands: ({ world }, params) => {
    checkCommands(params.commands);
    const commands = params.commands.map((each) => ({ ...each, command: each.command.replace(/^\//, "") }));
    world.commandLists.set(toScopeKey(world, params.scope, params.language_code), { commands });
    emitToAll(world, { type: "chats" });
    return true;
  },
  getMyCommands: ({ world }, params) => world.commandLists.get(toScopeKey(world, params.scope, params.language_code))?.commands ?? [],
  deleteMyCommands: ({ world }, params) => {
    world.commandLists.delete(toScopeKey(world, params.scope, params.language_code));
    emitToAll(world, { type: "chats" });
    return true;
  },
  setMyName: ({ world }, params) => setText(world, "name", params.language_code, params.name, 64),
  getMyName: ({ world }, params) => ({ name: getText(world, "name", params.language_code) || world.bot.first_name }),
  setMyDescription: ({ world }, params) => setText(world, "description", params.language_code, params.description, 512),
  getMyDescription: ({ world }, params) => ({ description: getText(world, "description", params.language_code) }),
  setMyShortDescription: ({ world }, params) => setText(world, "short_description", params.language_code, params.short_description, 120),
  getMyShortDescription: ({ world }, params) => ({ short_description: getText(world, "short_description", params.language_code) }),
  setChatMenuButton: () => true,
};
