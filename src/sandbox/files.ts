import type { Document, PhotoSize, Video, Voice } from "@grammyjs/types";
import { createHash } from "node:crypto";
import { extname } from "node:path";
import { badRequest } from "./errors.ts";
import { readImageInfo } from "./image-size.ts";
import { takeNumber, type World } from "./world.ts";

export type FileKind = "photo" | "document" | "video" | "voice";
export type Upload = { bytes: Buffer; name: string; mime: string };
export type Uploads = ReadonlyMap<string, Upload>;

export type FileInfo = {
  file_id: string;
  file_unique_id: string;
  kind: FileKind;
  name: string;
  mime: string;
  size: number;
  width: number;
  height: number;
  path: string;
};

const UPLOAD_LIMIT = 50 * 1024 * 1024;
const PHOTO_LIMIT = 10 * 1024 * 1024;
const DOWNLOAD_LIMIT = 20 * 1024 * 1024;
const THUMBNAIL_SIDE = 90;
const DEFAULT_SIZE = { width: 640, height: 480 };
const TITLES: Record<FileKind, string> = { photo: "Photo", document: "Document", video: "Video", voice: "VoiceNote" };

/** Keeps the bytes and gives them the file_id under which they can be sent again; the same bytes get the same file_unique_id. */
export function saveFile(world: World, upload: Upload, kind: FileKind): FileInfo {
  const hash = createHash("sha256").update(upload.bytes).digest("base64url");
  const name = kind === "document" ? upload.name : "";
  const file_id = `${kind}-${createHash("sha256").update(`${kind}:${hash}:${name}:${upload.mime}`).digest("base64url")}`;
  const known = world.store.files.find(file_id);
  if (known) return JSON.parse(known.data) as FileInfo;
  const image = readImageInfo(upload.bytes);
  const { width, height } = image ?? DEFAULT_SIZE;
  const path = `${kind}s/file_${takeNumber(world, "file")}${readExtension(upload, kind)}`;
  const file_unique_id = `${kind[0]}${hash.slice(0, 15)}`;
  const mime = (kind === "photo" && image?.mime) || guessMime(upload, kind);
  const info: FileInfo = { file_id, file_unique_id, kind, name, mime, width, height, size: upload.bytes.length, path };
  world.store.files.insert({ file_id, path, hash, data: JSON.stringify(info) }, upload.bytes);
  return info;
}

const MIME_BY_EXTENSION: Record<string, string> = {
  ".csv": "text/csv",
  ".txt": "text/plain",
  ".json": "application/json",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ".zip": "application/zip",
};

/** grammY uploads without a content type; Telegram then goes by the file name. */
function guessMime(upload: Upload, kind: FileKind): string {
  if (upload.mime !== "application/octet-stream") return upload.mime;
  if (kind === "video") return "video/mp4";
  if (kind === "voice") return "audio/ogg";
  return MIME_BY_EXTENSION[extname(upload.name).toLowerCase()] ?? upload.mime;
}

function readExtension(upload: Upload, kind: FileKind): string {
  if (kind === "photo") return ".jpg";
  if (kind === "voice") return ".oga";
  if (kind === "video") return ".mp4";
  return extname(upload.name);
}

/** A file parameter: attach://name (uploaded with this request) or a file_id; URLs are not fetched here. */
export function resolveFile(world: World, uploads: Uploads, value: string, kind: FileKind): FileInfo {
  if (value.startsWith("attach://")) return acceptUpload(world, uploads.get(value.slice("attach://".length)), kind);
  if (/^https?:/i.test(value)) throw badRequest("failed to get HTTP URL content");
  const info = findFile(world, value);
  if (!info) throw badRequest("wrong remote file identifier specified: Wrong string length");
  if (info.kind !== kind) throw badRequest(`can't use file of type ${TITLES[info.kind]} as ${TITLES[kind]}`);
  return info;
}

function acceptUpload(world: World, upload: Upload | undefined, kind: FileKind): FileInfo {
  if (!upload) throw badRequest(`there is no ${kind} in the request`);
  if (upload.bytes.length === 0) throw badRequest("file must be non-empty");
  if (upload.bytes.length > UPLOAD_LIMIT) throw badRequest("file is too big");
  if (kind === "photo" && upload.bytes.length > PHOTO_LIMIT) throw badRequest("PHOTO_SAVE_FILE_INVALID");
  if (kind === "photo" && !readImageInfo(upload.bytes)) throw badRequest("IMAGE_PROCESS_FAILED");
  return saveFile(world, upload, kind);
}

export function findFile(world: World, fileId: string): FileInfo | undefined {
  const row = world.store.files.find(fileId);
  return row && (JSON.parse(row.data) as FileInfo);
}

/** The bytes behind a file_id or a file_path. */
export function readFile(world: World, by: { fileId: string } | { path: string }): { info: FileInfo; bytes: Buffer } | undefined {
  const row = "path" in by ? world.store.files.findByPath(by.path) : world.store.files.find(by.fileId);
  const bytes = row && world.store.files.readBytes(row.hash);
  return row && bytes ? { info: JSON.parse(row.data) as FileInfo, bytes } : undefined;
}

/** getFile: refuses what is too big for the bot to download. */
export function describeDownload(
  world: World,
  fileId: string,
): { file_id: string; file_unique_id: string; file_size: number; file_path: string } {
  const info = findFile(world, fileId);
  if (!info) throw badRequest("wrong file_id or the file is temporarily unavailable");
  if (info.size > DOWNLOAD_LIMIT) throw badRequest("file is too big");
  return { file_id: info.file_id, file_unique_id: info.file_unique_id, file_size: info.size, file_path: info.path };
}

type Media = { photo: PhotoSize[] } | { document: Document } | { video: Video } | { voice: Voice };

/** The message field of a file. */
export function toMedia(info: FileInfo, duration = 0): Media {
  const { file_id, file_unique_id, size: file_size, mime: mime_type, width, height } = info;
  const file = { file_id, file_unique_id, file_size };
  switch (info.kind) {
    case "photo":
      return { photo: toPhotoSizes(info) };
    case "document":
      return { document: { ...file, file_name: info.name, mime_type } };
    case "video":
      return { video: { ...file, width, height, duration, mime_type } };
    default:
      return { voice: { ...file, duration, mime_type } };
  }
}

/** Telegram keeps several sizes; here the small one has the same bytes. The largest comes last. */
function toPhotoSizes({ file_id, file_unique_id, size, width, height }: FileInfo): PhotoSize[] {
  const full = { file_id, file_unique_id, file_size: size, width, height };
  const scale = THUMBNAIL_SIDE / Math.max(width, height);
  if (scale >= 1) return [full];
  return [{ ...full, file_unique_id: `${file_unique_id}s`, width: Math.round(width * scale), height: Math.round(height * scale) }, full];
}
