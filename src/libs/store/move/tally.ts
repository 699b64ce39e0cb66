/** How many records there are, and the sum of their checksums modulo 2^256: the same in whatever sequence they come. */
export type Tally = {
  readonly count: number;
  add(checksum: Buffer | null): void;
  remove(checksum: Buffer | null): void;
  /** 64 hexadecimal digits. */
  digest(): string;
};

/** Counts and sums; nothing is added or removed for a record that is not there. */
export function createTally(): Tally {
  let count = 0;
  let sum = 0n;
  const move = (checksum: Buffer | null, sign: 1 | -1): void => {
    if (checksum === null) return;
    count += sign;
    sum = BigInt.asUintN(256, sum + BigInt(sign) * BigInt(`0x${checksum.toString('hex')}`));
  };
  return {
    get count() {
      return count;
    },
    add: (checksum) => move(checksum, 1),
    remove: (checksum) => move(checksum, -1),
    digest: () => sum.toString(16).padStart(64, '0'),
  };
}
