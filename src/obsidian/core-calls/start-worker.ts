/** Starts the core's worker from the text of it that lies in main.js. */
import source from "compendium:worker";

export function startWorker(): Worker {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return new Worker(url, { name: "Compendium" });
  } finally {
    // The worker has its script by then; kept, the text would stay in memory for as long as the app runs.
    window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}
