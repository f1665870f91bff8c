/** Into `apart`: how many rows each of a pattern's first `rows` rows is from the nearest mark; `most` where there is none nearer. */
export function measureApart(pattern: Uint8Array, rows: number, apart: Uint16Array, most: number): void {
  let distance = most;
  for (let i = 0; i < rows; i++) {
    distance = pattern[i] === 1 ? 0 : Math.min(most, distance + 1);
    apart[i] = distance;
  }
  distance = most;
  for (let i = rows - 1; i >= 0; i--) {
    distance = pattern[i] === 1 ? 0 : Math.min(most, distance + 1);
    apart[i] = Math.min(apart[i] as number, distance);
  }
}
