/** Writes behind the work: the latest state each time, one write at a time, so that who changes it often never waits. */
export interface SaveBehind {
  /** What is to be written has changed. Throws where an earlier write failed: then it would be lost again. */
  changed: () => void;
  /** Resolves when all that changed is written, or could not be. */
  settle: () => Promise<void>;
}

export function saveBehind(save: () => Promise<void>): SaveBehind {
  let isDue = false;
  let writing: Promise<void> | null = null;
  let failure: { error: unknown } | null = null;
  const write = async (): Promise<void> => {
    while (isDue) {
      isDue = false;
      try {
        await save();
      } catch (error) {
        failure = { error };
      }
    }
    writing = null;
  };
  return {
    changed: () => {
      if (failure !== null) throw failure.error;
      isDue = true;
      writing ??= write();
    },
    settle: async () => {
      while (writing !== null) await writing;
    },
  };
}
