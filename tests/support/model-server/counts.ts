/** How often what happened: questions that tests ask of a server's requests. */
import { isCompletion, type RecordedRequest } from "./request";

export const completionsOf = (requests: readonly RecordedRequest[]): RecordedRequest[] => requests.filter(isCompletion);

/** Replies by name. */
export function countByReply(requests: readonly RecordedRequest[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { got } of requests) counts[got] = (counts[got] ?? 0) + 1;
  return counts;
}

/** A reply that was sent to its end and that a provider would charge for. */
export const isPaid = (request: RecordedRequest): boolean => isCompletion(request) && request.reply?.kind === "answer" && request.outcome === "sent";

/** Requests that were answered in full though the same had been answered before: paid twice. */
export function paidTwice(requests: readonly RecordedRequest[]): RecordedRequest[] {
  const paid = new Set<string>();
  return requests.filter(isPaid).filter(({ hash }) => paid.size === paid.add(hash).size);
}

/** The most requests that were open at once. */
export function mostAtOnce(requests: readonly RecordedRequest[]): number {
  const moments = requests.flatMap(({ time, ended }) => [{ at: time, change: 1 }, ...(ended === null ? [] : [{ at: ended, change: -1 }])]).sort((left, right) => left.at - right.at || left.change - right.change);
  let open = 0;
  let most = 0;
  for (const { change } of moments) most = Math.max(most, (open += change));
  return most;
}
