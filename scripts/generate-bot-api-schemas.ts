import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createGenerator, type Schema } from "ts-json-schema-generator";
import { METHOD_NAMES } from "../src/sandbox/method-names.ts";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const TYPES_DIR = join(ROOT, "node_modules/@grammyjs/types");
const SCHEMAS_FILE = join(ROOT, "src/sandbox/schemas.json");

/**
 * The argument types of the supported methods as JSON schemas, as the text of src/sandbox/schemas.json.
 * ts-json-schema-generator cannot evaluate Parameters<ApiMethods<F>[M]>, so each method's argument type is copied out of a copy
 * of methods.d.ts and given a name; files are strings (a file_id, a URL or attach://name) as they are on the wire.
 */
export function generateSchemas(): string {
  const dir = mkdtempSync(join(tmpdir(), "bot-api-types-"));
  try {
    cpSync(TYPES_DIR, dir, { recursive: true });
    const file = join(dir, "methods.d.ts");
    const source = readFileSync(file, "utf8");
    const named = METHOD_NAMES.map((method) => `export interface ${method}Args ${readArguments(source, method)}`);
    writeFileSync(file, [source, "type F = string;", ...named].join("\n"));
    const generator = createGenerator({ path: file, skipTypeCheck: true, additionalProperties: true, jsDoc: "none", expose: "export" });
    const definitions: Record<string, Schema> = {};
    for (const method of METHOD_NAMES) {
      Object.assign(definitions, generator.createSchema(`${method}Args`).definitions);
    }
    return `${JSON.stringify({ definitions: dropUnreachable(simplify(definitions)) }, null, 1)}\n`;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function readArguments(source: string, method: string): string {
  const start = source.indexOf(`\n    ${method}(`);
  if (start < 0) throw new Error(`${method} is not in @grammyjs/types`);
  const end = source.indexOf("\n    })", start) + 6;
  const line = source.slice(start, source.indexOf("\n", start + 1));
  // A method without arguments is written on one line: getMe(): UserFromGetMe;
  if (!line.endsWith("{")) return "{}";
  const signature = source.slice(start, end);
  return signature.slice(signature.indexOf("{"), -1);
}

function simplify(definitions: Record<string, Schema>): Record<string, Schema> {
  const entries = Object.entries(definitions).map(([name, schema]): [string, Schema] => [
    rename(name),
    JSON.parse(JSON.stringify(schema), renameReference) as Schema,
  ]);
  return Object.fromEntries(entries);
}

/** Generic instances are named like InputMedia<alias-1-2-3>, with numbers that differ from run to run. */
function rename(name: string): string {
  return name.replace(/<.*$/, "");
}

function renameReference(key: string, value: unknown): unknown {
  if (key === "$ref" && typeof value === "string") {
    return `#/definitions/${rename(decodeURIComponent(value.slice("#/definitions/".length)))}`;
  }
  return key === "additionalProperties" ? undefined : value;
}

function dropUnreachable(definitions: Record<string, Schema>): Record<string, Schema> {
  const wanted = new Set<string>();
  const visit = (name: string): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const [, reference] of JSON.stringify(definitions[name]).matchAll(/"#\/definitions\/([^"]+)"/g)) visit(reference ?? "");
  };
  for (const method of METHOD_NAMES) visit(`${method}Args`);
  return Object.fromEntries([...wanted].sort().map((name) => [name, definitions[name] ?? {}]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(SCHEMAS_FILE, generateSchemas());
