import { spending } from "../../../src/core/api";
import { loadSpending, saveSpending } from "../../../src/core/engines/llm/spending";
import { DEFAULT_SETTINGS } from "../../../src/core/settings";
import { memoryHost } from "../../support/memory-host";

const spent = (host: ReturnType<typeof memoryHost>) => spending({ host, settings: DEFAULT_SETTINGS });

describe("What this device spent", () => {
  it("is nothing before a model was asked, and asking writes nothing", async () => {
    const host = memoryHost();
    expect(await spent(host)).toEqual({ month: host.clock.stamp().slice(0, 7), spent: 0 });
    expect(await host.files.list("")).toEqual([]);
  });

  it("is what was kept of this month, and nothing of the last", async () => {
    const host = memoryHost();
    const now = await loadSpending(host);
    await saveSpending(host, { ...now, spent: 1.25 });
    expect(await spent(host)).toEqual({ month: now.month, spent: 1.25 });
    await saveSpending(host, { ...now, month: "2001-01", spent: 9 });
    expect(await spent(host)).toEqual({ month: now.month, spent: 0 });
  });
});
