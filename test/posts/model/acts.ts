import type { Fault } from "./telegram.ts";

/** What an author sends as a post. */
export const CONTENTS = ["text", "photo", "album", "stopped", "listed", "table", "broken table", "long"] as const;
export type Content = (typeof CONTENTS)[number];
export const TARGETS = ["supply", "terminals", "products", "training", "policy", "announcement"] as const;
export const SAYINGS = [
  "/posts",
  "/supply",
  "/newproducts",
  "明天 9:00",
  "每周二 10:00",
  "今天 23:30",
  "140199000101 140199000105",
  "请改一下日期",
  "/cancel",
  "/post",
  "你好",
] as const;
/** Buttons by their data: of a post, and of the version that an approver, or its author after sending, would have. */
export const KNOWN = [
  "post:send:ID",
  "post:submit:ID",
  "post:recallyes:ID",
  "post:cancel:ID",
  "post:pause:ID",
  "post:resume:ID",
  "post:again:ID:u:RUN",
  "post:again:ID:f:RUN",
  "post:retry:ID",
  "post:csv:ID",
  "post:rep:ID:0",
  "post:remindgo:ID",
  "post:edityes:ID:PROPOSAL",
  "post:unplan:ID",
  "post:unplandrop:ID",
  "post:drop:ID",
  "post:to:ID:supply",
  "post:open:ID",
  "post:at:ID:0",
  "post:restore:ID",
  "post:aud:ID:people",
  "post:pick:ID:gd:2",
  "post:takeback:ID",
  "review:approve:ID:VERSION",
  "review:return:ID:VERSION",
  "review:show:ID:VERSION",
  "ack:ID",
  "post:send:x",
  "review:approve:1",
] as const;

/** What anyone may do, and what may happen, at any time. */
export type Act =
  /** A button that was shown: the newest ones of the own chat, or any, to anybody. */
  | { kind: "press"; who: number; button: number; from: "own" | "anywhere"; isTwice: boolean; isMeanwhile: boolean }
  /** The newest button that does this, by one of those who have been shown it. */
  | { kind: "use"; holder: number; what: string; isMeanwhile: boolean }
  /** A button by its data, of one of the newest posts: as its author knows it from an old message, or as somebody forged it. */
  | { kind: "know"; who: number | "author"; what: (typeof KNOWN)[number]; post: number; isMeanwhile: boolean }
  | { kind: "compose"; who: number; target: (typeof TARGETS)[number]; content: Content }
  /** The same with taps on the draft, and then sent, submitted or scheduled. */
  | {
      kind: "publish";
      who: number;
      target: (typeof TARGETS)[number];
      content: Content;
      taps: readonly string[];
      meanwhile: string | null;
    }
  | { kind: "say"; who: number; words: (typeof SAYINGS)[number] }
  | { kind: "edit"; who: number; message: number; isStopped: boolean }
  | { kind: "delete"; who: number }
  | { kind: "wait"; minutes: number; alarms: "rung" | "lost" | "twice" }
  | { kind: "change"; what: number }
  | { kind: "misbehave"; places: readonly (readonly [chat: number, fault: Fault])[] }
  | { kind: "block"; who: number; isBlocked: boolean }
  | { kind: "again" }
  | { kind: "restart" }
  | { kind: "crash"; when: "before" | "after" };
