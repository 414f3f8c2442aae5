/** Starts the core's worker from the text of it that lies in main.js. */
import source from "compendium:worker";

export function startWorker(): Worker {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url, { name: "Compendium" });
  // With its first word the worker has its script; kept, the text would stay in memory for as long as the app runs.
  worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
  return worker;
}
