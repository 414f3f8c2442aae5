/**
 * All that core may ask of its host. A host (memory, disk, Obsidian) implements these and nothing else reaches core;
 * core in turn knows no file system, network, DOM, console or clock of its own.
 */

/** A file as a listing shows it. `path` is relative to the vault with `/`; `size` in bytes; `modified` in milliseconds since 1970. */
export interface FileStat {
  path: string;
  size: number;
  modified: number;
}

export type FileErrorCode = "not-found" | "exists" | "not-text" | "unreadable" | "unwritable" | "outside-vault";

/** What every host throws for a file it cannot serve. `message` is one sentence for people. */
export class FileError extends Error {
  override readonly name = "FileError";
  constructor(
    readonly code: FileErrorCode,
    readonly path: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/**
 * The vault's files. Paths are relative to the vault and never leave it (a host throws `outside-vault`).
 * All writing is atomic: after a crash a file holds its old or its new text.
 */
export interface Files {
  /** `rename` also rewrites the links to the file in all other notes. */
  readonly renameKeepsLinks: boolean;
  /** Every file below `folder` ("" is the vault), folders that start with a dot left out unless `folder` is inside one. A missing folder is empty. */
  list(folder: string): Promise<FileStat[]>;
  stat(path: string): Promise<FileStat | null>;
  /** The file's text as it is: a byte order mark and CRLF are kept. Throws `not-text` for bytes that are not UTF-8, and for binary files. */
  read(path: string): Promise<string>;
  /** The file's bytes. */
  readBytes(path: string): Promise<ArrayBuffer>;
  /** Replaces or creates a file of our cache, which may be large. */
  writeBytes(path: string, bytes: ArrayBuffer): Promise<FileStat>;
  /** Creates the file, its folders too, or replaces its text. */
  write(path: string, text: string): Promise<FileStat>;
  /**
   * Reads, changes and writes in one step nobody can come between; returns what was written. `change` gets null where there is no file. It must do
   * nothing but answer: it is asked again where the file turns out to be another than the host had seen.
   */
  process(path: string, change: (current: string | null) => string): Promise<{ text: string; stat: FileStat }>;
  /** Creates a file that must not exist yet (throws `exists`): the ground for locks. */
  create(path: string, text: string): Promise<void>;
  /** Moves a file. */
  rename(from: string, to: string): Promise<void>;
  /** Puts a file where the user can get it back. */
  trash(path: string): Promise<void>;
  /** Removes a file for good: for our own cache only. */
  remove(path: string): Promise<void>;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** The local wall clock as "2026-11-22 14:03", for the log. */
  stamp(): string;
  /** Lets the host do other work (paint, input) before it resolves. */
  breathe(): Promise<void>;
  /** Resolves after so many milliseconds, or as soon as the signal aborts; which of the two it was, the signal says. Never rejects. */
  wait(milliseconds: number, signal?: CancelSignal): Promise<void>;
}

export interface Device {
  /** Names this device for locks and journals: letters, digits and `-` only. */
  id: string;
  /** Names this process or window: what a lock is held by. */
  owner: string;
  /** Whether the holder of a lock is still running; null where the host cannot tell. */
  isAlive(owner: string): boolean | null;
}

export interface CancelSignal {
  readonly aborted: boolean;
  /** Calls the listener once, when the signal aborts; returns what takes the listener away again. A signal without it is looked at instead (`onAborted` in cancel.ts). */
  onAbort?(listener: () => void): () => void;
}

/** Asks a run to hold: nothing new is begun while it is paused. */
export interface PauseSignal {
  readonly isPaused: boolean;
  /** Calls the listener once, at the next resume; returns what takes the listener away again. */
  onResume(listener: () => void): () => void;
}

/** What of an `AbortSignal` a host's `fetch` needs: at run time it is one, so a host may hand it on. */
export interface AbortListening {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

export interface FetchOptions {
  method: "GET" | "POST";
  /** Names in lower case. */
  headers: Record<string, string>;
  body?: string;
  signal?: AbortListening;
}

/** A body as it arrives: what a web stream and Node's streams offer alike. A host that cannot stream gives all bytes at once. */
export interface FetchedBody {
  getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(): Promise<void> };
}

export interface FetchedResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: FetchedBody | null;
  /** The whole body, decoded as UTF-8; instead of `body`, not after it. */
  text(): Promise<string>;
}

/**
 * Sends one request, as the web's `fetch` does: resolves when the response's head is there, rejects where there is no answer. The error, or its `cause`,
 * carries Node's `code` ("ECONNREFUSED", "ENOTFOUND" …) where the host knows it, and the code "CORS" where a browser kept the answer to itself.
 */
export type Fetch = (url: string, options: FetchOptions) => Promise<FetchedResponse>;

/** What is asked of a model: plain data, so that a request can be hashed, logged and priced before it is sent. */
export interface ModelMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/** A JSON schema in the strict form: every object lists all its properties as required and allows no others. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export type ModelTask = "digest" | "pairs" | "article" | "repair";

export interface ModelRequest {
  task: ModelTask;
  model: string;
  /** What never changes comes first, so that a provider's prompt cache holds it. */
  messages: ModelMessage[];
  schema: { name: string; schema: JsonSchema };
  /** The most tokens the reply may have. */
  maxTokens: number;
}

export interface ModelUsage {
  input: number;
  /** Of the input, what the provider had in its cache. */
  cachedInput: number;
  output: number;
}

export interface ModelReply {
  text: string;
  finishReason: string;
  usage: ModelUsage;
  /** What part of the list price was asked for it: 1 where it does not say. */
  priceShare?: number;
}

/** Sends the request and returns the reply, a stored one where there is one. Throws a `CompendiumError` where nothing can be had. */
export type AskModel = (request: ModelRequest, signal: CancelSignal) => Promise<ModelReply>;

export interface Host {
  files: Files;
  clock: Clock;
  device: Device;
  /** The way to the network, where the host has one. */
  fetch?: Fetch;
  /** The key for the model's endpoint, from where the host keeps secrets; null where there is none. */
  modelKey?: () => Promise<string | null>;
  /** The way to a model, where the host has one of its own: then `fetch` and key are not asked for. */
  askModel?: AskModel;
}
