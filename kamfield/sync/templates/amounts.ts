// Decimals travel as whole numbers of 1/10,000: 12.5 is 125000. Arithmetic on them is exact.
// Written by `kamfield sync typescript`; the next run writes it again.
const SCALE = 4;

/** `"12.50"` as it is stored: 125000. More than four places, or anything that is no number, is an error. */
export function stored(amount: string): number {
  const parts = /^\s*([+-]?)(\d+)(?:\.(\d{1,4}))?\s*$/.exec(amount);
  if (!parts) throw new RangeError(`no amount with at most ${SCALE} places: ${amount}`);
  const [, sign, whole, places = ""] = parts;
  const value = Number(whole + places.padEnd(SCALE, "0"));
  if (!Number.isSafeInteger(value)) throw new RangeError(`too large: ${amount}`);
  return sign === "-" ? -value : value;
}

/** 125000 as people write it: `"12.5"`; with `places` 2: `"12.50"`. Places that hold something are never cut. */
export function shown(value: number, places = 0): string {
  const digits = String(Math.abs(value)).padStart(SCALE + 1, "0");
  const fraction = digits.slice(-SCALE).replace(/0+$/, "").padEnd(places, "0");
  return (value < 0 ? "-" : "") + digits.slice(0, -SCALE) + (fraction ? `.${fraction}` : "");
}
