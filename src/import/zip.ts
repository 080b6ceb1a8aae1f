import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";

/** What is known of an archive before anything in it is trusted. */
export type ZipVerdict = "sound" | "broken" | "too_big";

const unpack = promisify(inflateRaw) as (packed: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>;

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LOCAL_LENGTH = 30;
const COMMENT_MAX = 0xffff;
const STORED = 0;
const DEFLATED = 8;

function findEnd(zip: Buffer): number {
  const first = Math.max(0, zip.length - END_LENGTH - COMMENT_MAX);
  for (let at = zip.length - END_LENGTH; at >= first; at -= 1) if (zip.readUInt32LE(at) === END_SIGNATURE) return at;
  throw new RangeError("not a zip archive");
}

/** Unpacks one entry into at most as much as it says it holds; true when that was the truth. */
async function isTrue(zip: Buffer, at: number): Promise<boolean> {
  const method = zip.readUInt16LE(at + 10);
  const packed = zip.readUInt32LE(at + 20);
  const size = zip.readUInt32LE(at + 24);
  const local = zip.readUInt32LE(at + 42);
  if (zip.readUInt32LE(local) !== LOCAL_SIGNATURE) return false;
  const start = local + LOCAL_LENGTH + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  if (start + packed > zip.length) return false;
  if (method === STORED) return packed === size;
  // The bound is what stops a bomb: zlib gives up as soon as it is passed.
  return method === DEFLATED && (await unpack(zip.subarray(start, start + packed), { maxOutputLength: size + 1 })).length === size;
}

/**
 * Looks through an archive without keeping anything of it: "too_big" when it says that it unpacks to more than `maxBytes`, "broken" when
 * it can not be read or holds more than it says (a zip bomb does). Of what is sound the sizes can be believed.
 */
export async function inspectZip(bytes: Uint8Array, maxBytes: number): Promise<ZipVerdict> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const end = findEnd(zip);
    const entries: number[] = [];
    let at = zip.readUInt32LE(end + 16);
    let total = 0;
    for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
      if (zip.readUInt32LE(at) !== ENTRY_SIGNATURE) return "broken";
      total += zip.readUInt32LE(at + 24);
      if (total > maxBytes) return "too_big";
      entries.push(at);
      at += ENTRY_LENGTH + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    }
    for (const entry of entries) if (!(await isTrue(zip, entry))) return "broken";
    return entries.length > 0 ? "sound" : "broken";
  } catch (error) {
    // Offsets that point beyond the file, and zlib's errors, both of which have a code.
    if (error instanceof RangeError || (error as NodeJS.ErrnoException).code !== undefined) return "broken";
    throw error;
  }
}
