/** How much memory the page and the plugin's worker hold, after everything that can be collected was. */
import type { Host } from "../../tests/obsidian-host/browser";

export async function heapOfPage(host: Host): Promise<number> {
  const session = await host.context.newCDPSession(host.page);
  await session.send("HeapProfiler.enable");
  for (let round = 0; round < 3; round += 1) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

interface Answer {
  id?: number;
  result?: { usedSize?: number };
}

/** 0 where no worker runs. */
export async function heapOfWorker(host: Host): Promise<number> {
  const session = await host.context.newCDPSession(host.page);
  const answers = new Map<number, (answer: Answer) => void>();
  let worker: string | null = null;
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") worker = sessionId;
  });
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const answer = JSON.parse(message) as Answer;
    if (answer.id !== undefined) answers.get(answer.id)?.(answer);
  });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  await new Promise((resolve) => setTimeout(resolve, 100));
  let asked = 0;
  const ask = (method: string): Promise<Answer> =>
    new Promise((resolve) => {
      asked += 1;
      answers.set(asked, resolve);
      void session.send("Target.sendMessageToTarget", { sessionId: worker ?? "", message: JSON.stringify({ id: asked, method }) });
    });
  try {
    if (worker === null) return 0;
    for (let round = 0; round < 3; round += 1) await ask("HeapProfiler.collectGarbage");
    return (await ask("Runtime.getHeapUsage")).result?.usedSize ?? 0;
  } finally {
    await session.detach();
  }
}
