'use server';
import { refresh } from 'next/cache';
import type { ListState } from '#components/console/orders/ShipmentForm.tsx';
import { readShipments } from '#domain/shipment-list.ts';
import { readTable, UnreadableTableError } from '#libs/CsvTable.ts';
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

/**
 * Reads a list of parcels and says line by line what would happen; with the list in hand and `apply`, does it. The list
 * comes as a file the first time and as the text it was the second time.
 */
export async function shipList(_: ListState | null, form: FormData): Promise<ListState> {
  const { app, operator } = await actInConsole('operator');
  const apply = form.get('apply') === 'yes';
  try {
    const bytes = await bytesIn(form);
    const { shipments, bad } = readShipments(readTable(bytes), loadEnv().ORDER_NO_PREFIX);
    const lines = await shipMany(app, operator, { shipments, apply, reason: reasonIn(form) });
    if (apply) refresh();
    const endings = new Map(lines.map((line) => [line.orderNo, line]));
    const told = shipments.map(({ line, orderNo, carrier, trackingNumber }) => {
      const { ending = 'failed', sentence = '' } = endings.get(orderNo) ?? {};
      return { line, orderNo, parcel: `${carrier} ${trackingNumber}`, ending, sentence };
    });
    return { kind: apply ? 'applied' : 'checked', text: new TextDecoder().decode(bytes), lines: told, bad };
  } catch (error) {
    if (error instanceof UnreadableTableError) return { kind: 'unreadable', sentence: error.message };
    throw error;
  }
}

async function bytesIn(form: FormData): Promise<Uint8Array> {
  const [file, text] = [form.get('list'), form.get('text')];
  if (file instanceof File && file.size > 0) return new Uint8Array(await file.arrayBuffer());
  return new TextEncoder().encode(typeof text === 'string' ? text : '');
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
