/** The test host's network: what the app has on the desktop and on a phone, sent by the host's server, and counted. */
import { describeInBrowser, openHost, type Host } from "../obsidian-host/browser";
import { removeTemporaryFolders, temporaryFolder } from "../support/vaults";
import { deafAddress, servers } from "./transport/serving";

const manifest = { id: "tiny", name: "Tiny", version: "1.0.0", minAppVersion: "1.13.0", description: "For the host's own tests.", author: "Us", isDesktopOnly: false };
const plugin = `
const obsidian = require("obsidian");
module.exports = class extends obsidian.Plugin {
  onload() { window.tiny = { obsidian, require }; }
};
`;

/** What the plugin has, for code that runs in the page. */
interface Tiny {
  obsidian: { requestUrl(request: object): Promise<{ status: number; text: string; headers: Record<string, string> }> };
  require(name: string): NodeHttp;
}
interface NodeHttp {
  request(url: string, options?: object, whenAnswered?: (response: NodeResponse) => void): NodeRequest;
  Agent: new (options?: object) => object;
  [other: string]: unknown;
}
interface NodeRequest {
  on(event: string, listener: (value: Error) => void): NodeRequest;
  write(text: string): void;
  end(text?: string): NodeRequest;
  destroy(): void;
  [other: string]: unknown;
}
interface NodeResponse {
  statusCode: number;
  headers: Record<string, string>;
  complete: boolean;
  on(event: string, listener: (value: Uint8Array & Error) => void): NodeResponse;
  pause(): void;
  resume(): void;
  [other: string]: unknown;
}
declare global {
  interface Window {
    tiny: Tiny;
  }
}

describeInBrowser("The test host's network", () => {
  const start = servers();
  const opened: Host[] = [];
  const open = async (mobile = false): Promise<Host> => {
    const host = await openHost({ folder: temporaryFolder(), pluginFolder: { "main.js": plugin, "manifest.json": JSON.stringify(manifest), "styles.css": "" }, mobile });
    opened.push(host);
    return host;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((host) => host.close()));
  });
  afterAll(removeTemporaryFolders);

  it("offers Node's requests to the page and to plugins on the desktop, and nothing of Node on a phone", async () => {
    const desktop = await open();
    expect(await desktop.page.evaluate(() => [typeof window.require("node:http").request, typeof window.require("https").request, typeof window.tiny.require("node:https").request])).toEqual(["function", "function", "function"]);
    const phone = await open(true);
    const tried = await phone.page.evaluate(() => {
      try {
        return typeof window.tiny.require("node:http");
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect([await phone.page.evaluate(() => typeof window.require), tried]).toEqual(["undefined", 'Attempting to load NodeJS package: "node:http"']);
  });

  it("streams over Node's requests both ways, to a server that allows nobody", async () => {
    let goOn = (): void => undefined;
    const served = await start((_, response, body) => {
      response.writeHead(201, { "x-kind": "crane" });
      response.write(`got ${body};`);
      goOn = () => response.end("Malmö 🏗");
    });
    const host = await open();
    await host.page.evaluate((url) => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const { request } = window.tiny.require("node:http");
      const sent = request(`${url}/a`, { method: "POST", headers: { "content-type": "text/plain" } }, (response) => {
        seen.push(`${response.statusCode} ${response.headers["x-kind"]}`);
        response.on("data", (bytes) => seen.push(new TextDecoder().decode(bytes)));
        response.on("end", () => seen.push(`end ${response.complete}`));
        response.on("close", () => seen.push("close"));
      });
      sent.write("one ");
      sent.end("two");
    }, served.url);
    await host.page.waitForFunction(() => (Reflect.get(window, "seen") as string[]).includes("got one two;"));
    goOn();
    await host.page.waitForFunction(() => (Reflect.get(window, "seen") as string[]).includes("close"));
    expect(await host.page.evaluate(() => Reflect.get(window, "seen") as string[])).toEqual(["201 crane", "got one two;", "Malmö 🏗", "end true", "close"]);
    expect(host.requestsTo(served.url)).toEqual({ web: [], node: [`POST ${served.url}/a`], requestUrl: [] });
    expect(host.errors).toEqual([]);
  });

  it("fails over Node's requests as Node does", async () => {
    const served = await start((request, response) => response.write("half", () => request.socket.resetAndDestroy()));
    const host = await open();
    const codeOf = (url: string): Promise<string> =>
      host.page.evaluate(
        (address) =>
          new Promise<string>((resolve) => {
            const tell = (error: Error): void => resolve(`${(error as { code?: string }).code}`);
            const { request } = window.tiny.require("http");
            request(address, {}, (response) => {
              response.on("data", () => undefined);
              response.on("error", tell);
              response.on("end", () => resolve("end"));
            })
              .on("error", tell)
              .end();
          }),
        url,
      );
    expect(await codeOf(await deafAddress())).toBe("ECONNREFUSED");
    expect(await codeOf(served.url)).toBe("ECONNRESET");
    const thrown = await host.page.evaluate(() => {
      const attempt = (act: () => unknown): string => {
        try {
          act();
          return "ran";
        } catch (error) {
          return `${(error as { code?: string }).code ?? ""} ${(error as Error).message}`;
        }
      };
      const http = window.tiny.require("http");
      return [attempt(() => http.request("https://models.example")), attempt(() => http.request("http://models.example", { headers: { a: "b\nc" } })), attempt(() => http["createServer"]), attempt(() => window.tiny.require("node:fs"))];
    });
    expect(thrown).toEqual([
      'ERR_INVALID_PROTOCOL Protocol "https:" not supported. Expected "http:"',
      'ERR_INVALID_CHAR Invalid character in header content ["a"]',
      " not implemented in the test host: http.createServer",
      ' "node:fs" is not available in the test host.',
    ]);
  });

  it("ends a request that is destroyed, and tells of one that a disabled plugin left open", async () => {
    let gone = 0;
    const served = await start((_, response) => response.on("close", () => (gone += 1)));
    const host = await open();
    await host.page.evaluate((url) => {
      // As the plugin's own code, which is told from the host's by its name.
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- code with a name of its own
      new Function("url", `const { request } = window.tiny.require("node:http"); window.kept = ["/a", "/b"].map((path) => request(url + path).on("error", () => {}).end());\n//# sourceURL=plugin:tiny`)(url);
    }, served.url);
    await host.page.waitForFunction(() => Array.isArray(Reflect.get(window, "kept")));
    while (served.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    await host.page.evaluate(() => (Reflect.get(window, "kept") as NodeRequest[])[0]!.destroy());
    while (gone < 1) await new Promise((resolve) => setTimeout(resolve, 10));
    await host.disable("tiny");
    expect(await host.leftovers("tiny")).toEqual([{ kind: "request", name: `GET ${served.url}/b` }]);
    await host.page.reload();
    while (gone < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  it("reads no faster than the page does", async () => {
    const PIECE = Buffer.alloc(64 * 1024);
    const ALL = 64 * 1024 * 1024;
    let written = 0;
    const served = await start((_, response) => {
      const more = (): void => {
        while (written < ALL) {
          written += PIECE.length;
          if (!response.write(PIECE)) return;
        }
        response.end();
      };
      response.on("drain", more);
      more();
    });
    const host = await open();
    await host.page.evaluate((url) => {
      window.tiny.require("http").request(url, {}, (response) => {
        Object.assign(window, { response, got: 0 });
        response.on("data", (bytes) => {
          Object.assign(window, { got: (Reflect.get(window, "got") as number) + bytes.byteLength });
          response.pause();
        });
      }).end();
    }, served.url);
    await host.page.waitForFunction(() => (Reflect.get(window, "got") as number) > 0);
    for (let before = -1; before !== written; ) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(written).toBeLessThan(ALL / 2);
  });

  it("sends requestUrl without the browser's rules, on the desktop and on a phone, whole, and fails in the app's words", async () => {
    const served = await start((request, response, body) => {
      if (request.url === "/half") response.write("half", () => request.socket.resetAndDestroy());
      else response.writeHead(request.url === "/no" ? 404 : 200, { "x-kind": "crane" }).end(`got ${body}`);
    });
    const deaf = await deafAddress();
    for (const mobile of [false, true]) {
      const host = await open(mobile);
      const answers = await host.page.evaluate(
        async ([url, nobody]) => {
          const { requestUrl } = window.tiny.obsidian;
          const { status, text, headers } = await requestUrl({ url, method: "POST", body: "Malmö", contentType: "text/plain" });
          const refused = await requestUrl({ url: `${url}/no`, throw: false });
          const failure = async (request: object): Promise<string> => requestUrl(request).then(() => "", (error: unknown) => (error as Error).message);
          return [status, text, headers["x-kind"], refused.status, await failure({ url: `${url}/no` }), await failure({ url: nobody }), await failure({ url: `${url}/half` })];
        },
        [served.url, deaf] as const,
      );
      expect(answers).toEqual([200, "got Malmö", "crane", 404, "Request failed, status 404", "net::ERR_CONNECTION_REFUSED", "net::ERR_CONNECTION_RESET"]);
      expect(host.requestsTo(served.url)).toMatchObject({ web: [], node: [] });
      expect(host.requestsTo(served.url).requestUrl).toHaveLength(4);
      expect(host.errors).toEqual([]);
    }
  });

  it("counts what the page asks for by itself, its workers too", async () => {
    const served = await start((_, response) => response.writeHead(200, { "access-control-allow-origin": "*" }).end("fine"));
    const host = await open();
    await host.page.evaluate(async (url) => {
      await fetch(`${url}/page`);
      const script = `fetch(${JSON.stringify(`${url}/worker`)}).then(() => postMessage("done"))`;
      const worker = new Worker(URL.createObjectURL(new Blob([script])));
      await new Promise((resolve) => (worker.onmessage = resolve));
    }, served.url);
    expect(host.requestsTo(served.url).web).toEqual([`GET ${served.url}/page`, `GET ${served.url}/worker`]);
  });
});
