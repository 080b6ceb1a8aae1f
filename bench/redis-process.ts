import { rmSync } from "node:fs";
import { startPrivateRedis } from "../src/redis/private-server.ts";

const { dir } = JSON.parse(process.argv[2]!) as { dir: string };

const complain = (fields: object, message: string) => void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
const redis = await startPrivateRedis({ dataDir: dir, log: { info() {}, warn: complain, error: complain } });

// A redis-server outlives whoever started it: this process outlives the runner, even its kill -9, for just so long.
process.on("disconnect", () => {
  void redis.close().finally(() => {
    rmSync(dir, { recursive: true, force: true });
    process.exit();
  });
});
process.send!({ socketPath: redis.socketPath });
