import type { Scope } from '../scope.js';

/** Milliseconds for which a page that is never idle is waited for, and those that a browser without idle callbacks waits. */
const PATIENCE = 5000;
const PAUSE = 500;

/** Does something when the page has loaded and is idle; nothing for users who ask for little traffic. */
export function whenIdle(scope: Scope, action: () => void): void {
  if (savesData()) return;
  const idle = (): void => {
    // Safari has no idle callbacks.
    if (typeof requestIdleCallback === 'function') {
      const handle = requestIdleCallback(action, { timeout: PATIENCE });
      scope.add(() => cancelIdleCallback(handle));
    } else {
      const timer = setTimeout(action, PAUSE);
      scope.add(() => clearTimeout(timer));
    }
  };
  if (document.readyState === 'complete') idle();
  else scope.listen(window, 'load', idle, { once: true });
}

function savesData(): boolean {
  const connection: unknown = Reflect.get(navigator, 'connection');
  return typeof connection === 'object' && connection !== null && Reflect.get(connection, 'saveData') === true;
}
