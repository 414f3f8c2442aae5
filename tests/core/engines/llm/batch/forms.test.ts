/** The texts of batches: cut, wrapped and read, whatever they hold. */
import { bytesOf, cutBySize, lineOf, readBatch, readBatchList, readFileId, readResults, uploadForm } from "../../../../../src/core/engines/llm/batch/forms";
import { answer, modelServers, textOf } from "../../../../support/model-server";
import { KEY, onlineHost, openRun, requestsOf, textsOf } from "./batching";

describe("A file of requests", () => {
  it.each(["", "plain", "é", "€", "🦆", "a\nb\u0000", "ünïcödé 🦆 漢字"])("has the size it has in UTF-8: %j", (text) => {
    const line = lineOf("digest-1", { text });
    expect(bytesOf(line)).toBe(Buffer.byteLength(line));
    expect(line).not.toContain("\n");
  });

  it("is cut before a limit is passed, in order, and what is too large by itself stands alone", () => {
    const sizes = [4, 4, 4, 20, 1, 1, 1, 1];
    expect(cutBySize(sizes, (size) => size, { items: 3, bytes: 8 })).toEqual([[4, 4], [4], [20], [1, 1, 1], [1]]);
    expect(cutBySize([], () => 1, { items: 3, bytes: 8 })).toEqual([]);
  });

  it("is wrapped in a boundary that it does not hold, even where it was written to", () => {
    const inner = uploadForm("x", "a.jsonl");
    const hostile = `${inner.body}${uploadForm(inner.body, "a.jsonl").body}`;
    const { contentType, body } = uploadForm(hostile, "a.jsonl");
    const boundary = /boundary=(.+)$/.exec(contentType)?.[1] ?? "";
    expect(hostile).not.toContain(boundary);
    expect(body.split(`--${boundary}`).length).toBe(4);
    expect(body).toContain(`\r\n\r\n${hostile}\r\n--${boundary}--\r\n`);
  });

  it.each([{ least: 10, items: 12, bytes: 1e6 }, { least: 10, items: 1e4, bytes: 6000 }])("too large for the provider becomes several batches, each within %j, and all are waited for", async (limits) => {
    const server = await start({ key: KEY, batches: true, reply: (request) => answer({ n: Number(/Question (\d+)/.exec(textOf(request, "user"))?.[1]) }) });
    const { askAll, events } = await openRun(onlineHost(), server.url, { limits });
    expect(textsOf(await askAll(requestsOf(40)))).toEqual(Array.from({ length: 40 }, (_, n) => JSON.stringify({ n })));
    expect(server.batches.length).toBeGreaterThan(1);
    for (const { requests, path } of [{ requests: server.requests, path: "/v1/files" }]) {
      const uploads = requests.filter((request) => request.path === path && request.method === "POST");
      expect(Math.max(...uploads.map(({ text }) => Buffer.byteLength(text)))).toBeLessThan(limits.bytes + 1000);
    }
    expect(Math.max(...server.batches.map(({ lines }) => lines.length))).toBeLessThanOrEqual(limits.items);
    expect(events.filter(({ type }) => type === "batch-progress").every((event) => event.type === "batch-progress" && event.answered <= event.total && event.total <= 40)).toBe(true);
    expect(server.violations).toEqual([]);
  });
  const start = modelServers();
});

describe("What a provider tells", () => {
  it.each([["validating", null], ["in_progress", null], ["finalizing", null], ["cancelling", null], ["dreaming", null], ["__proto__", null], ["completed", "completed"], ["failed", "failed"], ["expired", "expired"], ["cancelled", "cancelled"], ["canceled", "cancelled"]])("of a batch that is %s is read as %j", (status, end) => {
    expect(readBatch(JSON.stringify({ id: "b", status })).end).toBe(end);
  });

  it.each(["", "[]", "{", '{"id":7}', '{"id":"../x"}', '{"id":".."}', '{"id":"a b"}', '{"id":""}'])("that is no batch or no file is refused: %j", (text) => {
    expect(() => readBatch(text)).toThrow(/takes no batches/);
    expect(() => readFileId(text)).toThrow(/takes no batches/);
  });

  it("as files is never a way to another address", () => {
    expect(readBatch('{"id":"b","output_file_id":"../../models","error_file_id":"x?y"}')).toMatchObject({ outputFile: null, errorFile: null });
  });

  it("as a list ends where it says so, or where it names nothing to go on after", () => {
    expect(readBatchList('{"data":[{"id":"b"}],"has_more":true}').next).toBe("b");
    expect(readBatchList('{"data":[{"id":"b"}],"has_more":false}').next).toBeNull();
    expect(readBatchList('{"data":[7,null],"has_more":true}')).toEqual({ batches: [], next: null });
  });

  it("of results: a reply goes before an error, the first before the second, and what only ran out of time is none", () => {
    const line = (id: string, status: number, mark: string) => JSON.stringify({ custom_id: id, response: { status_code: status, body: { mark } }, error: null });
    const lines = [line("a", 500, "bad"), line("a", 200, "good"), line("b", 200, "first"), line("b", 200, "second"), line("b", 400, "late"), JSON.stringify({ custom_id: "c", response: null, error: { code: "batch_expired" } }), JSON.stringify({ custom_id: "d", response: null, error: { code: "odd", message: "words" } })];
    const results = readResults([lines.slice(0, 4).join("\r\n"), lines.slice(4).join("\n")], new Set(["a", "b", "c", "d"]));
    expect([...results]).toEqual([["a", { status: 200, body: { mark: "good" } }], ["b", { status: 200, body: { mark: "first" } }], ["d", { status: 500, body: { error: { code: "odd", message: "words" } } }]]);
  });
});
