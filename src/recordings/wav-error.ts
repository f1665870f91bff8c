/** What is wrong with a recording, in one sentence. */
export class WavError extends Error {
  override readonly name = 'WavError';
}
