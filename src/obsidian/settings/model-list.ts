/** The models of the endpoint, as far as it was asked for them. Kept as long as the plugin runs, for the endpoint as it is set now. */
import { isForPeople } from "../told-errors";
import type { Context } from "../context";

export interface ModelList {
  /** Null where the endpoint was not asked, or gave none. */
  known(): readonly string[] | null;
  /** What is going on or came of it, in words; "" where nobody asked. */
  said(): { text: string; isBad: boolean };
  /** Asks for them, once at a time. Never rejects: what is wrong is said. */
  load(): Promise<void>;
  /** What a test of the connection was told. */
  learn(models: readonly string[]): void;
  /** Ends what is under way. */
  stop(): void;
  onChange(listener: () => void): () => void;
}

const NOTHING = { text: "", isBad: false };

/** What decides which endpoint answers, and as whom. */
export const endpointOf = ({ settings }: Context): string => {
  const { preset, baseUrl, secret } = settings.current().model;
  return JSON.stringify([preset, baseUrl, secret]);
};

export function createModelList(context: Context): ModelList {
  const { compiler, report } = context;
  const listeners = new Set<() => void>();
  let of = "";
  let models: readonly string[] | null = null;
  let said = NOTHING;
  let loading: AbortController | null = null;
  const change = (found: readonly string[] | null, words: typeof said): void => {
    of = endpointOf(context);
    models = found;
    said = words;
    for (const listener of [...listeners]) listener();
  };
  const isStill = (): boolean => of === endpointOf(context);
  const list: ModelList = {
    known: () => (isStill() ? models : null),
    said: () => (isStill() ? said : NOTHING),
    load: async () => {
      loading?.abort();
      const own = new AbortController();
      loading = own;
      change(null, { text: "Asking for the models …", isBad: false });
      const asked = of;
      const isOurs = (): boolean => loading === own && asked === endpointOf(context);
      try {
        const found = await compiler.askUntil(own.signal, "listModels");
        if (isOurs()) change(found, { text: found.length === 0 ? "The service lists no models; type the name of one." : `${found.length === 1 ? "1 model" : `${found.length} models`} to choose from, in both fields. Others can be typed.`, isBad: false });
      } catch (error) {
        if (!isForPeople(error)) report(error);
        if (isOurs()) change(null, { text: `${isForPeople(error) ? error.message : "The models could not be asked for."} The name of a model can be typed all the same.`, isBad: true });
      } finally {
        if (loading === own) loading = null;
      }
    },
    learn: (found) => change(found, NOTHING),
    stop: () => {
      if (loading === null) return;
      loading.abort();
      loading = null;
      change(models, NOTHING);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return list;
}
