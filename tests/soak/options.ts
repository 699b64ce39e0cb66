import { parseArgs } from 'node:util';
import { SetupError } from '#scripts/setup-error.ts';
import { type StoreKind, storeKind } from '#scripts/store-kind.ts';

export type SoakOptions = {
  readonly seed: number;
  /** Payments that succeed; shoppers who leave or are declined come on top. */
  readonly purchases: number;
  /** How often the shop is killed and started again. */
  readonly kills: number;
  /** Share of notifications that arrive twice, 0 to 1. */
  readonly duplicates: number;
  /** Shoppers at the same time. */
  readonly parallel: number;
  /** How long everything may take to come to rest after the last shopper, seconds. */
  readonly patience: number;
  /** Where the result is written as JSON, if anywhere. */
  readonly json: string | undefined;
  /** What the shop keeps its records in. */
  readonly store: StoreKind;
};

const usage = `Usage: npm run soak -- [--seed=7] [--purchases=200] [--kills=5] [--duplicates=0.3] [--parallel=8]
                       [--patience=420] [--json=result.json] [--store=postgres|firestore]`;

/** Reads the command line. Throws SetupError with the usage when it makes no sense. */
export function soakOptions(argv: readonly string[]): SoakOptions {
  const { values } = parsed(argv);
  const number = (name: 'seed' | 'purchases' | 'kills' | 'parallel' | 'patience', least: number) => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= least && value < 1e9) return value;
    throw new SetupError(`--${name} must be a whole number of at least ${least}.\n${usage}`);
  };
  const duplicates = Number(values.duplicates);
  if (!(duplicates >= 0 && duplicates <= 1))
    throw new SetupError(`--duplicates must lie between 0 and 1.\n${usage}`);
  return {
    seed: number('seed', 0),
    purchases: number('purchases', 1),
    kills: number('kills', 0),
    parallel: number('parallel', 1),
    patience: number('patience', 1),
    duplicates,
    json: values.json,
    store: storeKind(values.store) ?? 'postgres',
  };
}

function parsed(argv: readonly string[]) {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  try {
    return parseArgs({
      args: [...argv],
      options: {
        seed: text('7'),
        purchases: text('200'),
        kills: text('5'),
        duplicates: text('0.3'),
        parallel: text('8'),
        patience: text('420'),
        json: { type: 'string' },
        store: { type: 'string' },
      },
    });
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}
