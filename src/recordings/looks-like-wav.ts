/** True for the first bytes of what may be read here: RIFF, RF64, BW64 and Sony Wave64. */
export const looksLikeWav = (start: Uint8Array): boolean =>
  /^(?:RIFF|RF64|BW64|riff)$/.test(String.fromCharCode(...start.subarray(0, 4)));
