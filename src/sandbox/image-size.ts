export type ImageInfo = { width: number; height: number; mime: string };

const PNG_SIGNATURE = "89504e470d0a1a0a";

/** Width, height and type from the header of a PNG, JPEG or GIF; undefined for anything else. */
export function readImageInfo(bytes: Buffer): ImageInfo | undefined {
  if (bytes.length >= 24 && bytes.toString("hex", 0, 8) === PNG_SIGNATURE) {
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), mime: "image/png" };
  }
  if (bytes.length >= 10 && bytes.toString("latin1", 0, 3) === "GIF") {
    return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8), mime: "image/gif" };
  }
  return bytes.length >= 4 && bytes.readUInt16BE(0) === 0xffd8 ? readJpegSize(bytes) : undefined;
}

function readJpegSize(bytes: Buffer): ImageInfo | undefined {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    // Start-of-frame markers carry the size; c4, c8 and cc lie in the same range and are something else.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7), mime: "image/jpeg" };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
