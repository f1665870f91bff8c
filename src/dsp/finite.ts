/**
 * Whether all values are finite: 0 times what is not is not a number. So no value becomes an object, as in `every`; there are a
 * million a second, and the collections that clear such objects away also throw out compiled code.
 */
export function allFinite(values: Float32Array): boolean {
  let zero = 0;
  for (let i = 0; i < values.length; i++) zero += 0 * (values[i] as number);
  return zero === 0;
}
