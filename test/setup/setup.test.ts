import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

/** What every Unix has; nothing else is on the script's PATH but the stubs of each test. */
const BASE_TOOLS = "sh cat chmod cksum dirname env grep mkdir mktemp rm sed tee touch uname".split(" ");
/** Stands for a package whose binary loads. */
const NPM_THAT_WORKS =
  "mkdir -p node_modules/better-sqlite3 && echo 'module.exports = class { close() {} }' >node_modules/better-sqlite3/index.js";
const REDIS = redisOfVersion("7.0.15");

let project: string;
let bin: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "tongzhou-setup-"));
  bin = join(project, "bin");
  mkdirSync(bin);
  mkdirSync(join(project, "scripts"));
  copyFileSync(join(import.meta.dirname, "../../scripts/setup.sh"), join(project, "scripts/setup.sh"));
  writeFileSync(join(project, "package-lock.json"), "{}");
  for (const tool of BASE_TOOLS) symlinkSync(findOnPath(tool), join(bin, tool));
  symlinkSync(process.execPath, join(bin, "node"));
  stub("npm", NPM_THAT_WORKS);
  // A person who is not root and has no sudo, unless the test says otherwise.
  stub("id", "echo 1000");
});

afterEach(() => rmSync(project, { recursive: true }));

function findOnPath(tool: string): string {
  const found = (process.env["PATH"] ?? "").split(delimiter).map((dir) => join(dir, tool));
  return found.find((file) => existsSync(file)) ?? expect.fail(`${tool} is not on PATH`);
}

/** A command on the script's PATH that records how it was called, then runs `body`. */
function stub(name: string, body = ""): void {
  rmSync(join(bin, name), { force: true });
  writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >>"${project}/calls"\n${body}\n`);
  chmodSync(join(bin, name), 0o755);
}

function redisOfVersion(version: string): string {
  return `echo 'Redis server v=${version} sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=0'`;
}

/** A package manager's "install" that puts these commands on PATH. */
function installing(commands: Record<string, string>): string {
  const lines = Object.entries(commands).map(([name, body]) => {
    const script = `#!/bin/sh\n${body}\n`;
    return `cat >'${bin}/${name}' <<'SCRIPT'\n${script}SCRIPT\nchmod 755 '${bin}/${name}'`;
  });
  return `case "$*" in *install*|*add*)\n${lines.join("\n")}\n;; esac`;
}

function setup(env: Record<string, string> = {}): { status: number | null; output: string; calls: string[] } {
  writeFileSync(join(project, "calls"), "");
  const run = spawnSync(join(bin, "sh"), ["scripts/setup.sh"], { cwd: project, env: { PATH: bin, ...env }, encoding: "utf8" });
  // Housekeeping that no test is about.
  const calls = readFileSync(join(project, "calls"), "utf8").split("\n");
  return {
    status: run.status,
    output: run.stdout + run.stderr,
    calls: calls.filter((call) => call && !/^(id|redis-server|valkey-server) /.test(call)),
  };
}

test("with Redis there, only npm ci runs", () => {
  stub("redis-server", REDIS);
  const first = setup();
  expect(first).toMatchObject({ status: 0, calls: ["npm ci"] });
  expect(first.output).toContain("redis-server 7.0.15");
});

test("a second run has nothing to do; a changed lock file has npm ci run again", () => {
  stub("redis-server", REDIS);
  setup();
  expect(setup()).toMatchObject({ status: 0, calls: [], output: expect.stringContaining("npm packages: up to date") });
  writeFileSync(join(project, "package-lock.json"), '{ "changed": true }');
  expect(setup().calls).toEqual(["npm ci"]);
});

test("a better-sqlite3 that no longer loads has npm ci run again", () => {
  stub("redis-server", REDIS);
  setup();
  writeFileSync(join(project, "node_modules/better-sqlite3/index.js"), "throw new Error('ERR_DLOPEN_FAILED')");
  expect(setup()).toMatchObject({ status: 0, calls: ["npm ci"] });
});

test("valkey-server counts as Redis", () => {
  stub("valkey-server", redisOfVersion("8.1.1").replace("Redis", "Valkey"));
  expect(setup()).toMatchObject({ status: 0, calls: ["npm ci"] });
});

test("REDIS_URL in the environment or in .env needs no Redis here", () => {
  expect(setup({ REDIS_URL: "redis://queue:6379" })).toMatchObject({ status: 0, calls: ["npm ci"] });
  writeFileSync(join(project, ".env"), 'BOT_TOKEN=\nREDIS_URL="redis://queue:6379"\n');
  expect(setup()).toMatchObject({ status: 0, calls: [] });
});

test.each(["REDIS_URL=\n", 'REDIS_URL=""\n', "# REDIS_URL=redis://queue:6379\n"])("%j in .env is no REDIS_URL", (line) => {
  writeFileSync(join(project, ".env"), line);
  expect(setup().status).toBe(1);
});

test("where no package manager can install Redis, the three ways are named and nothing is changed", () => {
  const { status, output, calls } = setup();
  expect(status).toBe(1);
  expect(calls).toEqual([]);
  expect(output).toContain("Redis 6.2 or newer");
  expect(output).toMatch(/1\. Install Redis >= 6\.2[^]*2\. .*REDIS_URL=redis:\/\/HOST:6379[^]*3\. Run it in a container/);
});

test("sudo that would ask for a password is not used", () => {
  stub("apt-get");
  stub("sudo", "exit 1");
  const { status, output, calls } = setup();
  expect(status).toBe(1);
  expect(calls).toEqual(["sudo -n true"]);
  expect(output).toContain("sudo would ask for a password");
});

test.each([
  {
    manager: "apt-get",
    calls: ["apt-get update -q", "apt-get install -q -y --no-install-recommends redis-server"],
    server: "redis-server",
  },
  { manager: "dnf", calls: ["dnf install -y redis"], server: "redis-server" },
  { manager: "apk", calls: ["apk add --no-cache redis"], server: "valkey-server" },
  { manager: "brew", calls: ["brew install redis"], server: "redis-server" },
])("$manager is announced, then installs Redis", ({ manager, calls, server }) => {
  stub("sudo", 'shift; [ "$1" = true ] || exec "$@"');
  stub(manager, installing({ [server]: REDIS }));
  const result = setup({ POLICY_FILE: join(project, "policy-rc.d") });
  expect(result.status).toBe(0);
  expect(result.calls.filter((call) => call.startsWith(manager))).toEqual(calls);
  expect(result.output).toMatch(new RegExp(`running: .*${manager} .*redis`));
});

test("while apt-get installs Redis, Debian may not start its service, and afterwards it is disabled", () => {
  stub("id", "echo 0");
  stub(
    "apt-get",
    `case "$*" in *install*) "$POLICY_FILE"; echo "policy answers $?" >>"${project}/calls" ;; esac\n${installing({ "redis-server": REDIS })}`,
  );
  stub("systemctl");
  const policy = join(project, "policy-rc.d");
  expect(setup({ POLICY_FILE: policy }).calls.slice(1)).toEqual([
    "apt-get install -q -y --no-install-recommends redis-server",
    "policy answers 101",
    "systemctl is-enabled --quiet redis-server",
    "systemctl disable --quiet redis-server",
    "npm ci",
  ]);
  expect(existsSync(policy)).toBe(false);
});

test("an operator's own policy-rc.d stays", () => {
  stub("id", "echo 0");
  stub("apt-get", installing({ "redis-server": REDIS }));
  const policy = join(project, "policy-rc.d");
  writeFileSync(policy, "# mine");
  expect(setup({ POLICY_FILE: policy }).status).toBe(0);
  expect(readFileSync(policy, "utf8")).toBe("# mine");
});

test("a distribution that has only Valkey gets Valkey", () => {
  stub("id", "echo 0");
  stub("dnf", `case "$*" in *valkey*) ${installing({ "valkey-server": REDIS })} ;; *) exit 1 ;; esac`);
  expect(setup()).toMatchObject({ status: 0, calls: ["dnf install -y redis", "dnf install -y valkey", "npm ci"] });
});

test("a package manager that fails leads to the three ways", () => {
  stub("id", "echo 0");
  stub("apk", "exit 1");
  const { status, output } = setup();
  expect(status).toBe(1);
  expect(output).toMatch(/apk could not install it[^]*1\. [^]*2\. [^]*3\. /);
});

test.each(["6.0.16", "5.0.14"])("Redis %s is refused by version", (version) => {
  stub("redis-server", redisOfVersion(version));
  const { status, output, calls } = setup();
  expect(status).toBe(1);
  expect(output).toContain(`redis-server is version ${version}`);
  expect(calls).toEqual([]);
});

test("Redis 6.2 is new enough", () => {
  stub("redis-server", redisOfVersion("6.2.0"));
  expect(setup().status).toBe(0);
});

test.each(["20.18.1", "18.20.4"])("Node %s is refused by version before anything is installed", (version) => {
  rmSync(join(bin, "node"));
  // The real node evaluates the script's own check, told that it is older.
  const pretend = `Object.defineProperty(process.versions, "node", { value: "${version}" });`;
  stub("node", `case "$1" in -v) echo v${version} ;; -e) exec "${process.execPath}" -e '${pretend}'"$2" ;; esac`);
  const { status, output, calls } = setup();
  expect(status).toBe(1);
  expect(output).toContain(`Node v${version} is too old: tongzhou needs 20.19 or newer`);
  expect(calls.filter((call) => !call.startsWith("node"))).toEqual([]);
});

const NPM_WITHOUT_BINARY = `command -v g++ >/dev/null || { echo 'npm error path /x/node_modules/better-sqlite3' >&2; exit 1; }\n${NPM_THAT_WORKS}`;

test("where better-sqlite3 must be compiled, the missing tools are installed and npm ci runs again", () => {
  stub("redis-server", REDIS);
  stub("id", "echo 0");
  stub("npm", NPM_WITHOUT_BINARY);
  stub("apt-get", installing({ "g++": "", make: "", python3: "" }));
  const { status, output, calls } = setup();
  expect(status).toBe(0);
  expect(calls).toEqual(["npm ci", "apt-get update -q", "apt-get install -q -y --no-install-recommends python3 make g++", "npm ci"]);
  expect(output).toContain("compiling it needs: python3 make g++");
});

test("where the missing tools cannot be installed, they are named", () => {
  stub("redis-server", REDIS);
  stub("npm", NPM_WITHOUT_BINARY);
  stub("make");
  const { status, output, calls } = setup();
  expect(status).toBe(1);
  expect(calls).toEqual(["npm ci"]);
  expect(output).toContain("install python3 g++ yourself");
});

test("an npm ci that fails for another reason installs no compiler", () => {
  stub("redis-server", REDIS);
  stub("id", "echo 0");
  stub("apt-get");
  stub("npm", "echo 'npm error network timeout' >&2; exit 1");
  const { status, output, calls } = setup();
  expect(status).toBe(1);
  expect(calls).toEqual(["npm ci"]);
  expect(output).toContain("network timeout");
});
