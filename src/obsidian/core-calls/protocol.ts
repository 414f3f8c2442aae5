/** What the page and the core's worker say to each other. All of it survives a structured clone. */
import type { RunEvent } from "../../core/events";
import type { FetchOptions, FileErrorCode, FileStat } from "../../core/ports";
import type { Settings } from "../../core/settings";
import type { DeviceNames } from "../device";
import type { CallName } from "./calls";

/** An error as data. `code` is that of a `CompendiumError` or a `FileError`; `fault` is one of ours, with nothing the user can do. */
export interface Failure {
  kind: "compendium" | "file" | "fault";
  code: string;
  message: string;
  path: string | null;
}

export interface FileCalls {
  list: (folder: string) => Promise<FileStat[]>;
  stat: (path: string) => Promise<FileStat | null>;
  peek: (path: string) => Promise<FileStat | null>;
  readBytes: (path: string) => Promise<ArrayBuffer>;
  swap: (path: string, expected: string | null, next: string) => Promise<{ stat: FileStat } | { current: string | null }>;
  write: (path: string, text: string) => Promise<FileStat>;
  /** The same for our cache, whose files may be of megabytes: encoded off the page's thread, and handed over without a copy. */
  writeBytes: (path: string, bytes: ArrayBuffer) => Promise<FileStat>;
  create: (path: string, text: string) => Promise<void>;
  rename: (from: string, to: string) => Promise<void>;
  trash: (path: string) => Promise<void>;
  remove: (path: string) => Promise<void>;
}

export type FileCallName = keyof FileCalls;

/** A request of the worker to the network, made for one call; ended with it. */
export interface FetchStart {
  exchange: number;
  call: number;
  url: string;
  options: Omit<FetchOptions, "signal">;
}

export type FetchWish =
  | ({ type: "fetch" } & FetchStart)
  | { type: "fetch-abort"; exchange: number }
  /** So many bytes were read. */
  | { type: "fetch-taken"; exchange: number; bytes: number };

/** What became of one. Its bytes come in order, at most `FETCH_WINDOW` of them unread at a time. */
export type FetchNews =
  | { exchange: number; what: "head"; status: number; headers: [name: string, value: string][] }
  | { exchange: number; what: "bytes"; bytes: ArrayBuffer }
  | { exchange: number; what: "end" }
  | { exchange: number; what: "failure"; code: string; message: string };

export const FETCH_WINDOW = 512 * 1024;

export type ToWorker =
  | { type: "call"; call: number; name: CallName; given: readonly unknown[]; settings: Settings; device: DeviceNames }
  | { type: "abort"; call: number }
  | { type: "pause"; call: number; isPaused: boolean }
  | { type: "file-result"; request: number; result: unknown }
  | { type: "file-failure"; request: number; failure: Failure }
  /** News of many exchanges travel together. */
  | { type: "fetch-news"; news: readonly FetchNews[] }
  /** The only message that carries the key to the worker; it comes back in the headers of requests, and in nothing else. */
  | { type: "key"; request: number; key: string | null };

export interface FileCall {
  request: number;
  name: FileCallName;
  given: readonly unknown[];
}

/** Calls asked for at once travel together: each message costs the page a task. */
export type ToPage =
  | { type: "file-calls"; calls: readonly FileCall[] }
  | FetchWish
  /** Asks for the key that the call's settings name. */
  | { type: "key"; request: number; call: number }
  | { type: "event"; call: number; event: RunEvent }
  | { type: "result"; call: number; result: unknown }
  | { type: "failure"; call: number; failure: Failure };

export const isFileErrorCode = (code: string): code is FileErrorCode => ["not-found", "exists", "not-text", "unreadable", "unwritable", "outside-vault"].includes(code);
