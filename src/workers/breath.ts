/**
 * A way to let waiting messages in: `turn` is called in a later task, after those that are already due, once for each call of what
 * is returned. Timers would be throttled or clamped to 4 ms; a message to oneself is neither. What it throws is an error of the thread.
 */
export function makeTurns(turn: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = turn;
  return () => port2.postMessage(null);
}

/** The same for those who wait: the promise settles in such a task. */
export function makeBreath(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  const next = makeTurns(() => waiting.shift()?.());
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      next();
    });
}
