import { askInTurn } from "../../../src/obsidian/search/ask-in-turn";

test("Of questions asked while one is under way only the newest is asked", async () => {
  const asked: string[] = [];
  const ends: (() => void)[] = [];
  const ask = askInTurn<string>((question) => {
    asked.push(question);
    return new Promise((resolve) => ends.push(resolve));
  });
  for (const question of ["q", "qe", "qem", "qemu"]) ask(question);
  expect(asked).toEqual(["q"]);
  ends.shift()?.();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(asked).toEqual(["q", "qemu"]);
  ends.shift()?.();
  await new Promise((resolve) => setTimeout(resolve, 0));
  ask("again");
  expect(asked).toEqual(["q", "qemu", "again"]);
});
