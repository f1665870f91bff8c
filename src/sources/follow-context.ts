import type { Capture } from './capture.js';
import type { SourceEnvironment } from './source.js';

/** Milliseconds from one look at a suspended context to the next: what has sounded before is printed within one. */
const LOOK = 1000;
/** Looks after which what has sounded is read to its end. */
const QUIET = 4;
/** Milliseconds that a flush may take: the worklet of a closed context need not answer. */
const FLUSH_TIMEOUT = 500;

/** Does as a context of the page's own does: while that is suspended, nothing sounds; closed, it is at its end. */
export function followContext(environment: SourceEnvironment, context: AudioContext, sound: Capture): void {
  const { scope } = environment;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looks = 0;
  const look = (): void => {
    environment.paused();
    if (++looks === QUIET) environment.lull();
  };
  const follow = (): void => {
    clearInterval(timer);
    looks = 0;
    if (context.state === 'closed') void flushed(sound).then(() => environment.ended());
    else if (context.state !== 'running') timer = setInterval(look, LOOK);
  };
  scope.listen(context, 'statechange', follow);
  scope.add(() => clearInterval(timer));
  follow();
}

const flushed = (sound: Capture): Promise<void> =>
  Promise.race([sound.flush(), new Promise<void>((resolve) => setTimeout(resolve, FLUSH_TIMEOUT))]);
