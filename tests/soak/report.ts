import type { StoreKind } from '#scripts/store-kind.ts';
import { type Class, classes, type Line, type Reconciliation } from './reconcile.ts';

export type SoakResult = Reconciliation & {
  readonly seed: number;
  readonly store: StoreKind;
  readonly commit: string;
  readonly purchases: number;
  readonly durationSeconds: number;
  /** Every fault that was armed, and how often it struck. */
  readonly faults: Readonly<Record<string, number>>;
  readonly totals: Readonly<Record<Class, number>>;
  /** Only matches, and as many as were asked for. */
  readonly ok: boolean;
};

type Facts = Omit<SoakResult, 'totals' | 'ok'>;

/** Judges a run: every line all matches, every paid line as long as was asked for, every armed fault struck. */
export function judge(facts: Facts): SoakResult {
  const sum = (name: Class) => facts.lines.reduce((total, line) => total + line[name], 0);
  const totals = Object.fromEntries(classes.map((name) => [name, sum(name)])) as Record<Class, number>;
  const complete = facts.lines
    .filter(({ name }) => perPurchase.has(name))
    .every(({ match }) => match === facts.purchases);
  const clean = classes.every((name) => name === 'match' || totals[name] === 0);
  return {
    ...facts,
    totals,
    ok: clean && complete && Object.values(facts.faults).every((count) => count > 0),
  };
}

const perPurchase = new Set([
  'payments',
  'orders',
  'charges',
  'preorders',
  'Placed Order',
  'Ordered Product',
  'Preorder Success',
  'confirmations',
]);

const problemsShown = 20;

/** The result as a person reads it. */
export function reportText(result: SoakResult): string {
  const { seed, store, commit, durationSeconds, faults, lines, problems } = result;
  const head = ['', 'expected', ...classes];
  const rows = lines.map((line) => [
    line.name,
    line.expected,
    ...classes.map((name) => line[name as keyof Line]),
  ]);
  const total = ['total', '', ...classes.map((name) => result.totals[name])];
  const shown = problems.slice(0, problemsShown).map((problem) => `  ${problem}`);
  const more = problems.length - shown.length;
  return [
    table([head, ...rows, total]),
    '',
    `faults that struck: ${Object.entries(faults)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
    `seed ${seed}, store ${store}, commit ${commit}, ${durationSeconds} s`,
    ...(shown.length > 0 ? ['', 'what does not match:', ...shown] : []),
    ...(more > 0 ? [`  and ${more} more`] : []),
    result.ok ? 'all match' : 'NOT all match',
  ].join('\n');
}

function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => String(row[column]).length))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? String(cell).padEnd(widths[0] ?? 0) : String(cell).padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
