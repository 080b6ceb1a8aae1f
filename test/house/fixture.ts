/** One file of an imaginary project: where it lies, what it says, and the lint rule that must refuse it ("" = none). */
export type Fixture = { arrow: string; path: string; source: string; refusedBy: string };

const IMPORTS = "eslint(no-restricted-imports)";

export const refused = (arrow: string, path: string, target: string): Fixture => ({
  arrow,
  path,
  source: `import { x } from "${target}";\nexport const y = x;\n`,
  refusedBy: IMPORTS,
});
export const refusedType = (arrow: string, path: string, target: string): Fixture => ({
  arrow,
  path,
  source: `import type { X } from "${target}";\nexport type Y = X;\n`,
  refusedBy: IMPORTS,
});
export const allowed = (arrow: string, path: string, target: string): Fixture => ({ ...refused(arrow, path, target), refusedBy: "" });
export const allowedType = (arrow: string, path: string, target: string): Fixture => ({
  ...refusedType(arrow, path, target),
  refusedBy: "",
});
