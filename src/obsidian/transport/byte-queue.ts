/** Bytes between one who gets them and one who reads them, as a body that can be read. */
import type { FetchedBody } from "../../core/ports";

export interface ByteQueue {
  body: FetchedBody;
  push(bytes: Uint8Array): void;
  end(): void;
  /** What came before is still read, then reading fails. */
  fail(error: Error): void;
  /** Reading fails at once. */
  abort(error: Error): void;
  /** Bytes that wait to be read. */
  waiting(): number;
}

export interface ByteQueueEvents {
  /** So many bytes were handed to the reader. */
  onTaken?: (bytes: number) => void;
  /** The reader wants no more. */
  onCancel?: () => void;
}

/** How the bytes end: by an error, or as they should. */
type Ending = { error: Error | null };

type Read = { done: boolean; value?: Uint8Array };

interface Reading {
  resolve(read: Read): void;
  reject(error: Error): void;
}

export function createByteQueue({ onTaken, onCancel }: ByteQueueEvents = {}): ByteQueue {
  const pieces: Uint8Array[] = [];
  const readings: Reading[] = [];
  let size = 0;
  let ending: Ending | null = null;

  const settle = (): void => {
    while (readings.length > 0 && (pieces.length > 0 || ending !== null)) {
      const reading = readings.shift();
      const piece = pieces.shift();
      if (piece !== undefined) {
        size -= piece.byteLength;
        reading?.resolve({ done: false, value: piece });
        onTaken?.(piece.byteLength);
      } else if (ending !== null && ending.error !== null) reading?.reject(ending.error);
      else reading?.resolve({ done: true });
    }
  };
  const finish = (error: Error | null): void => {
    ending ??= { error };
    settle();
  };
  const drop = (error: Error | null): void => {
    pieces.length = 0;
    size = 0;
    ending = { error };
    settle();
  };

  return {
    body: {
      getReader: () => ({
        read: () =>
          new Promise((resolve, reject) => {
            readings.push({ resolve, reject });
            settle();
          }),
        cancel: async () => {
          const isOver = ending !== null;
          drop(null);
          if (!isOver) onCancel?.();
        },
      }),
    },
    push: (bytes) => {
      if (ending !== null || bytes.byteLength === 0) return;
      pieces.push(bytes);
      size += bytes.byteLength;
      settle();
    },
    end: () => finish(null),
    fail: finish,
    abort: (error) => {
      if (ending === null || pieces.length > 0) drop(error);
    },
    waiting: () => size,
  };
}
