import { randomUUID } from 'node:crypto';
import { customAlphabet, nanoid } from 'nanoid';
import { orderNoAlphabet, orderNoLength } from '#domain/order-number.ts';

/** Fresh, unguessable ids. */
export type IdSource = {
  /** A record id. */
  readonly newId: () => string;
  /** An order number such as `ROL-7K2M9QXD`; 40 random bits, so the store has the last word on its being free. */
  readonly newOrderNo: () => string;
  /** 128 random bits that name one attempt or one lease. */
  readonly newToken: () => string;
  /** A number in [0, 1) that spreads retries; not for secrets. */
  readonly random: () => number;
};

export function createIds(orderNoPrefix: string): IdSource {
  const symbols = customAlphabet(orderNoAlphabet, orderNoLength);
  return {
    newId: () => nanoid(),
    newOrderNo: () => `${orderNoPrefix}-${symbols()}`,
    newToken: () => randomUUID(),
    random: Math.random,
  };
}
