/**
 * A way to let waiting messages in: the promise settles in a later task, after those that are already due. Timers would be
 * throttled or clamped to 4 ms; a message to oneself is neither.
 */
export function makeBreath(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}

/**
 * The same for what is done one after the other and by nobody waited for: `turn` is called in a later task, once for each call
 * of what is returned. What it throws is an error of the thread.
 */
export function makeTurns(turn: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = turn;
  return () => port2.postMessage(null);
}
