/** A compile of many sources while the endpoint refuses and fails now and then: everything gets through, and nothing is asked for more often than it must be. */
import { failure, modelServers, tooMany, withFaults } from "../support/model-server";
import { bridgeNotes, compileWithModel, faultsIn, goodReply, modelHost, modelSettings, writeVault } from "../support/model-vault";
import { removeTemporaryFolders, temporaryFolder } from "../support/vaults";

afterAll(removeTemporaryFolders);

const start = modelServers();
const SOURCES = 60;
/** Retry-After waits pass faster. */
const SPEED = 20;

it.each([1, 2, 3])("one request of ten refused, one of fifty broken, sixteen at once: every source is compiled, each fault costs one request more (seed %i)", async (seed) => {
  const server = await start({ reply: withFaults(goodReply, [{ share: 0.1, reply: tooMany({ seconds: 1 }) }, { share: 0.02, reply: failure(500) }], seed) });
  const vault = temporaryFolder();
  writeVault(vault, bridgeNotes(SOURCES));
  const { failures, model } = await compileWithModel(modelHost(vault, SPEED), modelSettings(server.url, { atOnce: 16 }));
  await server.settled();
  const { answer = 0, "error 429": refused = 0, "error 500": broken = 0 } = server.counts();
  expect({ failures, faults: faultsIn(vault), violations: server.violations, paidTwice: server.paidTwice() }).toEqual({ failures: [], faults: {}, violations: [], paidTwice: [] });
  expect(model.calls).toBe(answer);
  expect(answer).toBeGreaterThan(SOURCES);
  expect(refused + broken).toBeGreaterThan(0);
  expect(server.completions()).toHaveLength(answer + refused + broken);
  expect(server.mostAtOnce()).toBeLessThanOrEqual(16);
});

it("a limit that nobody told of: every source is compiled, and most requests are taken at once", async () => {
  const server = await start({ reply: goodReply, rateLimit: { perSecond: 12, retryAfter: "none" } });
  const vault = temporaryFolder();
  writeVault(vault, bridgeNotes(SOURCES));
  const { failures } = await compileWithModel(modelHost(vault), modelSettings(server.url, { atOnce: 64 }));
  await server.settled();
  expect({ failures, faults: faultsIn(vault), paidTwice: server.paidTwice() }).toEqual({ failures: [], faults: {}, paidTwice: [] });
  process.stderr.write(`a limit of 12/s: ${server.wasted()} of ${server.requests.length} refused\n`);
  expect(server.wasted()).toBeGreaterThan(0);
  expect(server.wasted()).toBeLessThan(server.requests.length / 2);
});
