/** What prompts are made of: how much of them a provider's cache holds, and that they do not grow with the wiki. */
import type { ModelRequest, ModelTask } from "../../src/core/ports";
import { countedModel, materialOf } from "../support/good-model";
import { memoryHost } from "../support/memory-host";
import { commonPrefix, tokensByPieces } from "../support/model-server";
import { modelSettings } from "../support/model-vault";
import { namingAnswer } from "../support/naming-model";
import { sampleSources } from "../support/sample-sources";
import { compileAll, describeWithData, hasClips, hasPack, readClips, readTree, removeTemporaryFolders, unpack } from "../support/vaults";

afterAll(removeTemporaryFolders);

const SHARE = 0.85;

const promptOf = ({ messages }: ModelRequest): string => messages.map(({ role, content }) => `${role}\n${content}\n`).join("");

/** The words that come from sources: every text of the material but the kinds that code names. */
function sourceWords(value: unknown, key = ""): string[] {
  if (typeof value === "string") return key === "kind" ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => sourceWords(inner, Array.isArray(value) ? key : name));
}

/** Of the tokens that are not the source's, the schema's included: how many are the same in all requests of the task, before everything else. */
function sharedShare(requests: readonly ModelRequest[]): { share: number; prefix: number; calls: number } {
  const prompts = requests.map(promptOf);
  const [first = ""] = prompts;
  const shared = first.slice(0, prompts.reduce((length, prompt) => Math.min(length, commonPrefix(first, prompt)), first.length));
  const schema = tokensByPieces(JSON.stringify(requests[0]?.schema.schema ?? {}));
  const prefix = tokensByPieces(shared) + schema;
  const others = requests.map((request, index) => schema + tokensByPieces(prompts[index] ?? "") - tokensByPieces(JSON.stringify(sourceWords(materialOf(request)).join(" ")).slice(1, -1)));
  return { share: (prefix * requests.length) / others.reduce((sum, tokens) => sum + tokens, 0), prefix, calls: requests.length };
}

async function requestsOf(sources: Record<string, string>): Promise<ModelRequest[]> {
  const host = memoryHost(sources);
  const model = countedModel(namingAnswer);
  host.askModel = model.askModel;
  const { failures } = await compileAll(host, {}, modelSettings(""));
  expect(failures).toEqual([]);
  return model.requests;
}

const ofTask = (requests: readonly ModelRequest[], task: ModelTask): ModelRequest[] => requests.filter((request) => request.task === task);

function expectShared(name: string, requests: readonly ModelRequest[]): void {
  for (const task of ["digest", "article"] as const) {
    const { share, prefix, calls } = sharedShare(ofTask(requests, task));
    process.stderr.write(`${name}, ${calls} calls of ${task}: ${prefix} tokens in common, ${(100 * share).toFixed(1)} % of what is not the sources'\n`);
    expect({ name, task, isShared: share >= SHARE, share }).toMatchObject({ isShared: true });
  }
}

describeWithData(hasClips, "clips")("Prompts of the clips", () => {
  it("begin alike, for all but the sources' own words", async () => {
    expectShared("clips", await requestsOf(readClips()));
  });
});

describeWithData(hasPack("clippings-18f"), "clippings-18f")("Prompts of fifty articles", () => {
  it("begin alike, for all but the sources' own words", async () => {
    const notes = Object.entries(readTree(`${unpack("clippings-18f")}/clippings-18f/raw`)).filter(([path]) => path.endsWith(".md"));
    expectShared("50 notes of clippings-18f", await requestsOf(Object.fromEntries(notes.slice(0, 50).map(([path, text]) => [`raw/${path}`, text]))));
  });
});

/** Two letters for each digit: names, not numbers. */
const nameOf = (number: number): string => `${[...String(number)].map((digit) => "abcdefghij"[Number(digit)]).join("o").replace(/^./, (letter) => letter.toUpperCase())}a Bridge`;

/** So many concepts, each of one claim. */
const conceptNotes = (count: number, perNote = 100): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count / perNote }, (_, note) => [
      `raw/Old ${note}.md`,
      `# Old ${note}\n\n${Array.from({ length: perNote }, (__, index) => `The town of Falkenberg paid for the ${nameOf(note * perNote + index)} with ${index + 3} crowns.`).join("\n\n")}\n`,
    ]),
  );

it("A prompt is as long in a wiki of ten thousand concepts as in one of a hundred", async () => {
  const sizes: Record<string, number>[] = [];
  for (const count of [100, 10_000]) {
    const host = memoryHost(conceptNotes(count));
    const model = countedModel(namingAnswer);
    host.askModel = model.askModel;
    await compileAll(host, {}, modelSettings(""));
    const names = ofTask(model.requests, "digest").flatMap((request) => (namingAnswer(request) as { names: unknown[] }).names);
    expect(names.length).toBeGreaterThanOrEqual(count);
    model.forget();
    for (const [path, text] of Object.entries(sampleSources())) host.put(path, text);
    await compileAll(host, {}, modelSettings(""));
    const tokens = (task: ModelTask): number[] => ofTask(model.requests, task).map((request) => tokensByPieces(promptOf(request)));
    sizes.push(Object.fromEntries((["digest", "article"] as const).flatMap((task) => [[`${task} calls`, tokens(task).length], [`${task} tokens`, tokens(task).reduce((sum, count_) => sum + count_, 0)]])));
  }
  process.stderr.write(`prompts at 100 and at 10,000 concepts: ${JSON.stringify(sizes)}\n`);
  expect(sizes[0]?.["article calls"]).toBeGreaterThan(1);
  expect(sizes[1]).toEqual(sizes[0]);
});
