/** At most one question under way and one waiting: while somebody types, only the newest is worth an answer. */

/** Asks `question` once the one under way is answered; one that was waiting is dropped. */
export type AskInTurn<Question> = (question: Question) => void;

/** `ask` must not reject. */
export function askInTurn<Question>(ask: (question: Question) => Promise<void>): AskInTurn<Question> {
  let isBusy = false;
  let waiting: { question: Question } | null = null;
  const next = async (question: Question): Promise<void> => {
    isBusy = true;
    await ask(question);
    isBusy = false;
    const then = waiting;
    waiting = null;
    if (then !== null) void next(then.question);
  };
  return (question) => {
    if (isBusy) waiting = { question };
    else void next(question);
  };
}
