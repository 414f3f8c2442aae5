import { SecretStorage } from "./secret-storage";

const memory = () => {
  const entries = new Map<string, string>();
  const store = { getItem: (key: string) => entries.get(key) ?? null, setItem: (key: string, value: string) => void entries.set(key, value), key: (index: number) => [...entries.keys()][index] ?? null, get length() { return entries.size; } };
  return () => store;
};

describe("secrets", () => {
  it("belong to one vault", () => {
    const store = memory();
    const secrets = new SecretStorage("one", store);
    secrets.setSecret("open-ai", "sk-1");
    secrets.setSecret("anthropic", "sk-2");
    expect(secrets.getSecret("open-ai")).toBe("sk-1");
    expect(secrets.listSecrets()).toEqual(["anthropic", "open-ai"]);
    expect(new SecretStorage("other", store).listSecrets()).toEqual([]);
    expect(secrets.getSecret("none")).toBeNull();
  });

  it("have names of lower-case letters, digits and dashes only", () => {
    const secrets = new SecretStorage("one", memory());
    for (const id of ["", "Open", "a b", "-a", "a_b"]) expect(() => secrets.setSecret(id, "x")).toThrow("no name for a secret");
  });
});
