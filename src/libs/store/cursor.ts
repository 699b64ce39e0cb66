import type { TableName } from '#domain/changes.ts';

/** A place in a list: behind the record with this moment (microseconds, UTC) and id. */
export type Place = { readonly at: string; readonly id: string };

const momentText = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\d{3}Z$/;

/** A moment with microseconds, the resolution of the database. */
export const microseconds = (moment: Date): string => `${moment.toISOString().slice(0, -1)}000Z`;

export const writeCursor = (table: TableName, { at, id }: Place): string =>
  Buffer.from(JSON.stringify([table, at, id])).toString('base64url');

/** Reads a cursor of this table back; throws RangeError on anything else. */
export function readCursor(table: TableName, cursor: string): Place {
  const [owner, at, id] = parse(cursor);
  if (owner === table && typeof at === 'string' && typeof id === 'string' && isMoment(at)) return { at, id };
  throw new RangeError(`Not a place in the list of ${table}: ${cursor.slice(0, 100)}`);
}

function parse(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) && parts.length === 3 ? parts : [];
  } catch {
    return [];
  }
}

function isMoment(text: string): boolean {
  const milliseconds = momentText.exec(text)?.[1];
  if (milliseconds === undefined) return false;
  const moment = new Date(`${milliseconds}Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === `${milliseconds}Z`;
}
