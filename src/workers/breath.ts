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
