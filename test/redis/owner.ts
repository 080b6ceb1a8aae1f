import { startPrivateRedis } from "../../src/redis/private-server.ts";

/** A stand-in for the app that a test can kill -9: owns the private Redis of argv[2], prints it, runs until killed. */
const redis = await startPrivateRedis({ dataDir: process.argv[2]!, log: { info() {}, warn: console.error, error: console.error } });
console.log(JSON.stringify({ socketPath: redis.socketPath, pid: redis.pid, adopted: redis.adopted }));
