import iconv from "iconv-lite";

/** Text of a file: UTF-16 when it starts with that byte order mark, UTF-8 (with or without one) when valid, else GB18030 (GBK). */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    // Excel in China saves CSV as GBK, which is almost never valid UTF-8.
    if (error instanceof TypeError) return iconv.decode(bytes, "gb18030");
    throw error;
  }
}
