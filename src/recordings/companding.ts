/** The 256 values of a byte in A-law, −1…1 (ITU-T G.711, table 1; 13 bits in the upper ones of 16). */
export const A_LAW = Float32Array.from({ length: 256 }, (_, byte) => {
  const code = byte ^ 0x55;
  const segment = (code >> 4) & 7;
  const step = 2 * (code & 15) + 1;
  const size = segment === 0 ? step : (step + 32) << (segment - 1);
  return ((code & 0x80 ? 1 : -1) * 8 * size) / 32_768;
});

/** The same in µ-law (G.711, table 2; 14 bits in the upper ones of 16). */
export const MU_LAW = Float32Array.from({ length: 256 }, (_, byte) => {
  const code = ~byte & 0xff;
  const size = ((2 * (code & 15) + 33) << ((code >> 4) & 7)) - 33;
  return ((code & 0x80 ? -1 : 1) * 4 * size) / 32_768;
});
