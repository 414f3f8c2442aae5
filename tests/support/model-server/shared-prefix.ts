/** How far prompts begin alike: what a provider's prompt cache can use. */
import { promptOf } from "./prompt";
import type { ModelRequest } from "./request";

/** How many characters two texts begin with in common, found by halving: whole pieces compare many times faster than characters one by one. */
export function commonPrefix(left: string, right: string): number {
  let same = 0;
  let most = Math.min(left.length, right.length);
  while (same < most) {
    const middle = Math.ceil((same + most) / 2);
    if (left.slice(same, middle) === right.slice(same, middle)) same = middle;
    else most = middle - 1;
  }
  return same;
}

/** Characters that all the prompts begin with, roles included; the whole prompt where there is but one. */
export function sharedPrefix(requests: readonly ModelRequest[]): number {
  const [first, ...others] = requests.map(promptOf);
  if (first === undefined) return 0;
  return others.reduce((shared, prompt) => Math.min(shared, commonPrefix(first, prompt)), first.length);
}

const SMALLEST_CACHED = 1024;
const STEP = 128;
const REMEMBERED = 64;

/** A cache of prompts as OpenAI's: what the longest shared beginning comes to in tokens, from 1,024 on and in steps of 128. */
export function promptCache(): (prompt: string, count: (text: string) => number) => number {
  const seen: string[] = [];
  return (prompt, count) => {
    const shared = seen.reduce((longest, earlier) => Math.max(longest, commonPrefix(earlier, prompt)), 0);
    seen.push(prompt);
    if (seen.length > REMEMBERED) seen.shift();
    const tokens = count(prompt.slice(0, shared));
    return tokens < SMALLEST_CACHED ? 0 : Math.floor(tokens / STEP) * STEP;
  };
}
