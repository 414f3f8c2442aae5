import { memoryHost } from "../support/memory-host";
import { describeFiles } from "./files-contract";

describeFiles("memory", () => {
  const host = memoryHost();
  return { files: host.files, put: host.put, trashed: () => [...host.trashed.values()] };
});

describe("The memory host", () => {
  it("counts what is opened and what is written", async () => {
    const host = memoryHost({ "a.md": "x" });
    await host.files.read("a.md");
    await host.files.write("b.md", "y");
    await host.files.process("b.md", (current) => current ?? "");
    expect(host).toMatchObject({ opened: ["a.md"], written: ["b.md"] });
  });
});
