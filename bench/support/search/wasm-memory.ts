/** The memory of WebAssembly modules: Node counts it nowhere. */

/** To be called before the module is loaded. The answer is the size, in bytes, of all memories made since. */
export function watchWasmMemory(): () => number {
  const memories: WebAssembly.Memory[] = [];
  const Original = WebAssembly.Instance;
  WebAssembly.Instance = new Proxy(Original, {
    construct: (target, [module, imports]: [WebAssembly.Module, WebAssembly.Imports?]) => {
      const instance = new target(module, imports);
      const given = Object.values(imports ?? {}).flatMap((group) => Object.values(group as Record<string, unknown>));
      for (const part of [...Object.values(instance.exports), ...given]) if (part instanceof WebAssembly.Memory) memories.push(part);
      return instance;
    },
  });
  return () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}
