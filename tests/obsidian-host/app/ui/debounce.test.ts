import { debounce } from "./debounce";

describe("debounce", () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const recorder = (resetTimer: boolean) => {
    const calls: string[] = [];
    const debounced = debounce(
      (text: string) => {
        calls.push(text);
        return text;
      },
      100,
      resetTimer,
    );
    return { calls, debounced };
  };

  it("calls once, at the time of the first call, with the last data", () => {
    const { calls, debounced } = recorder(false);
    debounced("first");
    jest.advanceTimersByTime(60);
    debounced("second");
    jest.advanceTimersByTime(40);
    expect(calls).toEqual(["second"]);
    jest.advanceTimersByTime(1000);
    expect(calls).toEqual(["second"]);
  });

  it("waits for a pause where the timer is reset", () => {
    const { calls, debounced } = recorder(true);
    debounced("first");
    jest.advanceTimersByTime(60);
    debounced("second");
    jest.advanceTimersByTime(60);
    expect(calls).toEqual([]);
    jest.advanceTimersByTime(40);
    expect(calls).toEqual(["second"]);
  });

  it("forgets a call that is cancelled, and can be called again", () => {
    const { calls, debounced } = recorder(false);
    debounced("first").cancel();
    jest.advanceTimersByTime(200);
    debounced("second");
    jest.advanceTimersByTime(100);
    expect(calls).toEqual(["second"]);
  });

  it("runs a waiting call at once, and only that", () => {
    const { calls, debounced } = recorder(false);
    expect(debounced.run()).toBeUndefined();
    debounced("first");
    expect(debounced.run()).toBe("first");
    jest.advanceTimersByTime(200);
    expect(calls).toEqual(["first"]);
  });
});
