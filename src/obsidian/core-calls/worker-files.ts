/** The vault's files as the worker sees them: each call goes to the page and comes back. Texts are decoded here, off the page's thread. */
import type { Files, FileStat } from "../../core/ports";
import { CACHE_FOLDER, isInFolder } from "../../core/settings";
import { decodeText } from "../../core/text/decode";
import { createQueues } from "../queues";
import { processBySwapping } from "../swap";
import type { FileCallName, FileCalls } from "./protocol";

export type AskPage = (name: FileCallName, ...given: readonly unknown[]) => Promise<unknown>;

const decoder = { decode: (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };

export function workerFiles(ask: AskPage): Files {
  const calls = {
    list: (folder) => ask("list", folder) as Promise<FileStat[]>,
    stat: (path) => ask("stat", path) as Promise<FileStat | null>,
    peek: (path) => ask("peek", path) as Promise<FileStat | null>,
    readBytes: (path) => ask("readBytes", path) as Promise<ArrayBuffer>,
    swap: (path, expected, next) => ask("swap", path, expected, next) as ReturnType<FileCalls["swap"]>,
    write: (path, text) => ask("write", path, text) as Promise<FileStat>,
    writeBytes: (path, bytes) => ask("writeBytes", path, bytes) as Promise<FileStat>,
    create: (path, text) => ask("create", path, text) as Promise<void>,
    rename: (from, to) => ask("rename", from, to) as Promise<void>,
    trash: (path) => ask("trash", path) as Promise<void>,
    remove: (path) => ask("remove", path) as Promise<void>,
  } satisfies FileCalls;
  const inTurn = createQueues();
  const read = async (path: string): Promise<string> => decodeText(path, new Uint8Array(await calls.readBytes(path)), decoder);
  return {
    renameKeepsLinks: false,
    list: calls.list,
    stat: calls.stat,
    read,
    readBytes: calls.readBytes,
    writeBytes: calls.writeBytes,
    write: (path, text) => (isInFolder(path, CACHE_FOLDER) ? calls.writeBytes(path, new TextEncoder().encode(text).buffer) : calls.write(path, text)),
    process: (path, change) => inTurn(path, () => processBySwapping({ path, stat: calls.stat, peek: calls.peek, read, swap: calls.swap }, change)),
    create: calls.create,
    rename: calls.rename,
    trash: calls.trash,
    remove: calls.remove,
  };
}

