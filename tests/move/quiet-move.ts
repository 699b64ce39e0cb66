import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { begin, type Move } from '#libs/store/move/begin.ts';
import { canonicalText } from '#libs/store/move/canonical.ts';
import { createJournal } from '#libs/store/move/journal.ts';
import { type Moved, moveRecords } from '#libs/store/move/move.ts';
import type { TransferStore } from '#libs/store/transfer.ts';
import { tableNames } from '#models/columns.ts';
import type { Shop } from './random-shop.ts';

export type QuietMove = Move & {
  /** What the operator was told. */
  readonly told: string[];
  interrupt(): void;
};

/** A move that draws no bar, and whose journal is a file of its own. */
export function quietMove(
  source: TransferStore,
  target: TransferStore,
  { merge = false, file = freshFile() } = {},
): QuietMove {
  const told: string[] = [];
  const stop = new AbortController();
  return {
    ends: { source, target },
    journal: createJournal(file, { from: source.name, to: target.name }),
    merge,
    progress: { start: () => {}, advance: () => {}, end: () => {} },
    stop: stop.signal,
    say: (line) => void told.push(line),
    told,
    interrupt: () => stop.abort(),
  };
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-move-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
export const freshFile = (): string => path.join(folder, `${randomBytes(6).toString('hex')}.json`);

export const run = async (move: Move): Promise<Moved> => moveRecords(move, await begin(move));

export async function fill(store: TransferStore, shop: Shop): Promise<void> {
  for (const table of tableNames) await store.put(table, shop[table]);
}

/** Every record of every table as its canonical line, sorted. */
export async function dump(store: TransferStore): Promise<string[]> {
  const lines: string[] = [];
  for (const table of tableNames) {
    for await (const { rows } of store.scan(table, null)) {
      lines.push(...rows.map((row) => `${table} ${canonicalText(table, row)}`));
    }
  }
  return lines.sort();
}
