'use server';
import { refresh } from 'next/cache';
import type { DoneList, FoundList, UnreadableList } from '#components/console/orders/ShipmentForm.tsx';
import type { ToldList } from '#components/console/orders/ShipmentLines.tsx';
import { readShipments } from '#domain/shipment-list.ts';
import { readTable, tableText, UnreadableTableError } from '#libs/CsvTable.ts';
import { loadEnv } from '#libs/Env.ts';
import { type BulkLine, mostAtOnce, produceMany, shipMany } from '#services/console/act-on-many.ts';
import { type Answer, actInConsole, answer } from '../console-door.ts';
import { refusal } from './act.ts';

/** Marks the chosen orders in production. */
export async function produceChosen(_: Answer | null, form: FormData): Promise<Answer> {
  return answer('operator', async ({ app, operator }) => {
    const orderNos = form.getAll('orderNo').filter((value) => typeof value === 'string');
    if (orderNos.length === 0) return refusal('Choose at least one order.');
    if (orderNos.length > mostAtOnce) return refusal(`Choose at most ${mostAtOnce} orders.`);
    const reason = reasonIn(form);
    const lines = await produceMany(app, operator, { orderNos, apply: true, reason });
    refresh();
    return summary(lines);
  });
}

/** Reads a list of parcels from a file, and says line by line what would happen. */
export async function lookThroughList(_: FoundList | null, form: FormData): Promise<FoundList> {
  const visit = await actInConsole('operator');
  return readingList(async () => {
    const file = form.get('list');
    const text = tableText(new Uint8Array(file instanceof File ? await file.arrayBuffer() : []));
    return { kind: 'read', text, ...(await shipListed(visit, text, { apply: false, reason: null })) };
  });
}

/** Does what was found in the list, which comes back as the text it was. */
export async function shipList(_: DoneList | null, form: FormData): Promise<DoneList> {
  const visit = await actInConsole('operator');
  return readingList(async () => {
    const text = form.get('text');
    const wish = { apply: true, reason: reasonIn(form) };
    const told = await shipListed(visit, typeof text === 'string' ? text : '', wish);
    refresh();
    return { kind: 'read', ...told };
  });
}

async function readingList<T>(read: () => Promise<T>): Promise<T | UnreadableList> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableTableError) return { kind: 'unreadable', sentence: error.message };
    throw error;
  }
}

async function shipListed(
  { app, operator }: Awaited<ReturnType<typeof actInConsole>>,
  text: string,
  wish: { apply: boolean; reason: string | null },
): Promise<ToldList> {
  const { shipments, bad } = readShipments(readTable(text), loadEnv().ORDER_NO_PREFIX);
  const told = await shipMany(app, operator, { shipments, ...wish });
  const endings = new Map(told.map((line) => [line.orderNo, line]));
  const lines = shipments.map(({ line, orderNo, carrier, trackingNumber }) => {
    const { ending = 'failed', sentence = '' } = endings.get(orderNo) ?? {};
    return { line, orderNo, parcel: `${carrier} ${trackingNumber}`, ending, sentence } as const;
  });
  return { lines, bad };
}

function reasonIn(form: FormData): string | null {
  const value = form.get('reason');
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : null;
}

function summary(lines: readonly BulkLine[]): string | Answer {
  const count = (ending: BulkLine['ending']) => lines.filter((line) => line.ending === ending).length;
  const refused = lines.filter(({ ending }) => ending === 'refused' || ending === 'failed');
  const why = refused.slice(0, 5).map(({ orderNo, sentence }) => ` ${orderNo}: ${sentence}`);
  const text = `${count('done')} marked, ${count('unchanged')} were so already, ${refused.length} not.${why.join('')}`;
  return refused.length === lines.length ? refusal(text) : text;
}
