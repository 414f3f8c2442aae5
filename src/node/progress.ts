/** Events into words on standard error: a bar that redraws itself on a terminal, plain lines elsewhere. */
import type { Emit, PassName, RunEvent } from "../core/events";
import { printable } from "./printable";

const PASS_WORDS: Record<PassName, string> = {
  read: "Reading",
  digest: "Digesting sources",
  concepts: "Settling concepts",
  article: "Writing concept pages",
  link: "Linking",
  index: "Indexing",
  write: "Writing pages",
};

const BAR_WIDTH = 24;
/** Plain lines tell of a pass only so often (milliseconds). */
const LINE_INTERVAL = 2000;

export interface Progress {
  emit: Emit;
  warn: (message: string) => void;
  /** Clears the bar: nothing more is coming. */
  end: () => void;
}

export function createProgress(stream: NodeJS.WriteStream, isQuiet: boolean): Progress {
  const isTerminal = stream.isTTY;
  let isBarShown = false;
  let lastLine = Date.now();
  const clear = (): void => {
    if (isBarShown) stream.write("\r\u001b[K");
    isBarShown = false;
  };
  const warn = (message: string): void => {
    clear();
    stream.write(`${printable(message)}\n`);
  };
  const showProgress = (what: string, done: number, total: number, plain = `${what}: ${done} of ${total}`): void => {
    if (isQuiet || total === 0) return;
    if (isTerminal) {
      const filled = Math.round((done / total) * BAR_WIDTH);
      stream.write(`\r\u001b[K${what} [${"#".repeat(filled)}${" ".repeat(BAR_WIDTH - filled)}] ${done}/${total}`);
      isBarShown = true;
    } else if (Date.now() - lastLine > LINE_INTERVAL) {
      lastLine = Date.now();
      stream.write(`${plain}\n`);
    }
  };
  return {
    warn,
    end: clear,
    emit: (event) => {
      if (event.type === "progress") showProgress(PASS_WORDS[event.pass], event.done, event.total);
      else if (event.type === "batch-progress") showProgress("Waiting for the batch", event.answered, event.total, `Waiting for the batch: ${event.answered} of ${event.total} answered`);
      else {
        const words = wordsOf(event);
        if (words !== null && !(isQuiet && IS_NEWS[event.type])) warn(words);
      }
    },
  };
}

/** What needs nobody's attention, and is left out where only warnings are wanted. */
const IS_NEWS: Partial<Record<RunEvent["type"], boolean>> = { planned: true, priced: true, "batch-sent": true, "recovered-run": true, "rebuilt-state": true };

function wordsOf(event: Exclude<RunEvent, { type: "progress" | "batch-progress" }>): string | null {
  switch (event.type) {
    case "planned":
      return event.new + event.changed + event.removed + event.renamed === 0 ? null : `${event.new} new, ${event.changed} changed, ${event.removed} removed, ${event.unchanged} unchanged sources.`;
    case "priced":
      return `About ${event.calls} calls, ${event.inputTokens} tokens in, ${event.outputTokens} out, ${event.arePricesKnown ? `$${event.costUsd.toFixed(event.costUsd < 1 ? 4 : 2)}` : "price not known"}.`;
    case "spent":
      return null;
    case "batch-sent":
      return `A batch of ${event.requests} requests was sent. It may take hours; Ctrl-C leaves it there, and compile --batch goes on waiting for it.`;
    case "batch-ended":
      return endOfBatch(event);
    case "text-leaves":
      return `Text of your sources is sent to ${event.address} from now on. Excluded folders are not. This is told once.`;
    case "source-failed":
      return `Not compiled: ${event.path}: ${event.message}`;
    case "page-failed":
      return `Not finished: ${event.path}: ${event.message} Nothing is missing there; compile again to have it finished.`;
    case "warning":
      return `${event.path}: ${event.message}`;
    case "recovered-run":
      return `Finished the interrupted run ${event.run} (${event.pages} files).`;
    case "rebuilt-state":
      return `No cache on this device; rebuilt it from ${event.pages} pages of the wiki.`;
    case "conflict":
      return `Conflict in ${event.path}, ${event.where}: your words stand.`;
    case "page-deleted-by-user":
      return `You deleted the page of ${JSON.stringify(event.path)}: it stays deleted (recorded in decisions.md).`;
  }
}

function endOfBatch({ how, answered, total }: Extract<RunEvent, { type: "batch-ended" }>): string {
  if (how === "unknown") return `The provider knows nothing of a batch of ${total} requests that an earlier run sent; was it sent with another key?`;
  const words = { completed: "is done", failed: "failed", expired: "expired", cancelled: "was cancelled" }[how];
  return `A batch that an earlier run sent ${words}: ${answered} of ${total} requests are answered, and will not be paid again.`;
}
