import { startPrivateRedis } from "../../src/redis/private-server.ts";

/** A stand-in for the app that a test can kill -9: owns the private Redis of argv[2], prints it, runs until killed. */
const complain = (_fields: object, message: string): boolean => process.stderr.write(`${message}\n`);
const redis = await startPrivateRedis({ dataDir: process.argv[2]!, log: { info() {}, warn: complain, error: complain } });
process.stdout.write(`${JSON.stringify({ socketPath: redis.socketPath, pid: redis.pid })}\n`);
