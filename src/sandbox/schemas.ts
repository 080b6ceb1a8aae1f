import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { badRequest } from "./errors.ts";
import type { MethodName } from "./method-names.ts";
import schemas from "./schemas.json" with { type: "json" };

type PropertySchema = { type?: string | string[]; $ref?: string; anyOf?: PropertySchema[]; enum?: unknown[]; const?: unknown };

const definitions = schemas.definitions as unknown as Record<string, { properties?: Record<string, PropertySchema> }>;

export type Validator = (method: MethodName, params: Record<string, unknown>) => void;

/** Checks parameters against the types of @grammyjs/types; each method's schema is compiled when it is first called. */
export function createValidator(): Validator {
  const ajv = new Ajv({ strict: false, allowUnionTypes: true });
  ajv.addSchema(schemas, "bot-api");
  const compiled = new Map<MethodName, ValidateFunction>();
  return (method, params) => {
    const validate = compiled.get(method) ?? ajv.compile({ $ref: `bot-api#/definitions/${method}Args` });
    compiled.set(method, validate);
    if (!validate(params)) throw badRequest(explain(validate.errors ?? []));
  };
}

function explain(errors: ErrorObject[]): string {
  const missing = errors.find((error) => error.keyword === "required" && error.instancePath === "");
  if (missing) return explainMissing(String(missing.params["missingProperty"]));
  const error = findTelling(errors);
  if (error?.instancePath.startsWith("/reply_markup/inline_keyboard")) {
    return "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
  }
  return `can't parse parameters: ${error?.instancePath.slice(1)} ${error?.message}`;
}

/** Of the many complaints about a value that fits none of several types, the one that lies deepest says most. */
function findTelling(errors: ErrorObject[]): ErrorObject | undefined {
  if (!errors[0]?.instancePath.startsWith("/rich_message")) return errors[0];
  const telling = errors.filter(({ keyword }) => keyword !== "const" && keyword !== "anyOf");
  return telling.toSorted((a, b) => b.instancePath.length - a.instancePath.length)[0] ?? errors.at(-1);
}

function explainMissing(name: string): string {
  if (name === "chat_id") return "chat_id is empty";
  return name === "text" ? "message text is empty" : `parameter "${name}" is required`;
}

/** Form fields are all strings: gives each the type that its schema asks for; what cannot be parsed stays and is then refused. */
export function parseFormFields(method: MethodName, fields: Record<string, string>): Record<string, unknown> {
  const properties = definitions[`${method}Args`]?.properties ?? {};
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, parseField(value, properties[name])]));
}

function parseField(value: string, schema: PropertySchema | undefined): unknown {
  if (!schema || acceptsString(schema)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function acceptsString(schema: PropertySchema): boolean {
  const target = schema.$ref ? (definitions[schema.$ref.replace("#/definitions/", "")] as PropertySchema | undefined) : schema;
  if (!target) return true;
  if (target.anyOf) return target.anyOf.some(acceptsString);
  return [target.type].flat().includes("string");
}
