import type { Handover } from './operator-acts/goods.ts';
import { readOrderNo } from './order-number.ts';

/** One line of a list of parcels that left. */
export type Shipment = Handover & { readonly line: number; readonly orderNo: string };
/** A line that cannot be used, and why. */
export type BadLine = { readonly line: number; readonly problem: string };
export type ShipmentList = { readonly shipments: readonly Shipment[]; readonly bad: readonly BadLine[] };

type TableLine = { readonly line: number; readonly cells: readonly string[] };

/** Lines of one list; a longer one is split. */
export const mostShipments = 1_000;

/** What the columns may be called, in small letters and without spaces, dashes and underscores. */
const headings = {
  orderNo: ['order', 'orderno', 'ordernumber', 'preordernumber', 'number', 'reference'],
  carrier: ['carrier', 'shippedby', 'courier'],
  trackingNumber: ['tracking', 'trackingno', 'trackingnumber', 'trackingid', 'waybill'],
} as const satisfies Record<string, readonly string[]>;
type Column = keyof typeof headings;
type Columns = Readonly<Record<Column, number>>;

/** Reads a list of order number, carrier and tracking number; the first line may name the columns in any sequence. */
export function readShipments(lines: readonly TableLine[], prefix: string): ShipmentList {
  const [first, ...others] = lines;
  if (!first) return { shipments: [], bad: [{ line: 1, problem: 'The list is empty.' }] };
  const named = columnsOf(first.cells);
  if (named === 'lacking') {
    const problem = 'The first line has to name the columns order, carrier and tracking.';
    return { shipments: [], bad: [{ line: first.line, problem }] };
  }
  const rest = named === null ? lines : others;
  if (rest.length > mostShipments) {
    const problem = `The list has ${rest.length} lines, more than ${mostShipments}; split it.`;
    return { shipments: [], bad: [{ line: first.line, problem }] };
  }
  const columns = named ?? { orderNo: 0, carrier: 1, trackingNumber: 2 };
  return sorted(rest.map((line) => readLine(line, columns, prefix)));
}

/** Null where the first line names no columns but is a line like the others. */
function columnsOf(cells: readonly string[]): Columns | 'lacking' | null {
  const names = cells.map((cell) => cell.toLowerCase().replace(/[^a-z]/g, ''));
  const at = (column: Column) => names.findIndex((name) => isHeading(column, name));
  const found = { orderNo: at('orderNo'), carrier: at('carrier'), trackingNumber: at('trackingNumber') };
  const missing = Object.values(found).filter((place) => place === -1).length;
  if (missing === 3) return null;
  return missing === 0 ? found : 'lacking';
}

const isHeading = (column: Column, name: string): boolean => headings[column].some((known) => known === name);

function readLine({ line, cells }: TableLine, columns: Columns, prefix: string): Shipment | BadLine {
  const cell = (column: Column): string => (cells[columns[column]] ?? '').replace(/\s+/g, ' ').trim();
  const typed = cell('orderNo');
  const orderNo = readOrderNo(typed, prefix);
  const problem = (text: string): BadLine => ({ line, problem: text });
  if (orderNo === null) return problem(`“${typed.slice(0, 40)}” is no order number.`);
  const given = readHandover({ carrier: cell('carrier'), trackingNumber: cell('trackingNumber') });
  return 'problem' in given ? problem(`${orderNo}: ${given.problem}`) : { line, orderNo, ...given };
}

/** A carrier and a tracking number as somebody typed them, or what is wrong with them. */
export function readHandover({ carrier, trackingNumber }: Handover): Handover | { readonly problem: string } {
  if (carrier === '') return { problem: 'The carrier is missing.' };
  if (carrier.length > 60) return { problem: 'The name of the carrier is longer than 60 letters.' };
  if (trackingNumber === '') return { problem: 'The tracking number is missing.' };
  if (/^\d[.,]?\d*e\+?\d+$/i.test(trackingNumber))
    return { problem: 'A spreadsheet has rounded the tracking number; format its column as text.' };
  const isOne = /^[A-Z0-9][A-Z0-9 ./-]{3,39}$/i.test(trackingNumber);
  return isOne
    ? { carrier, trackingNumber }
    : { problem: 'The tracking number has letters no carrier uses.' };
}

/** An order named twice for different parcels is a mistake nobody here can settle. */
function sorted(read: readonly (Shipment | BadLine)[]): ShipmentList {
  const shipments = new Map<string, Shipment>();
  const bad: BadLine[] = [];
  for (const each of read) {
    if ('problem' in each) bad.push(each);
    else {
      const before = shipments.get(each.orderNo);
      if (!before) shipments.set(each.orderNo, each);
      else if (before.trackingNumber !== each.trackingNumber || before.carrier !== each.carrier)
        bad.push({ line: each.line, problem: `${each.orderNo}: line ${before.line} names another parcel.` });
    }
  }
  return { shipments: [...shipments.values()], bad };
}
