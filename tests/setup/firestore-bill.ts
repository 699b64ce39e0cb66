/** Counts what Firestore would put on a bill, from the messages that pass. https://firebase.google.com/docs/firestore/pricing */
import { type Field, protobufFields } from './grpc-messages.ts';

export type Usage = {
  /** Calls by method, also those that were refused. */
  readonly calls: Readonly<Record<string, number>>;
  /** Documents read, found or not; a query that finds nothing counts one. */
  readonly reads: number;
  /** Documents written and deleted. */
  readonly writes: number;
  /** Documents written by each commit, in the sequence the commits came. */
  readonly commits: readonly number[];
  /** Calls answered with an error that the server never saw. */
  readonly refused: number;
  /** Calls the server carried out and whose answer was thrown away. */
  readonly lost: number;
};

export type Bill = {
  called(method: string): void;
  refused(): void;
  lost(): void;
  requested(method: string, message: Buffer): void;
  /** Answers a function for each message of one answer, and one for its end. */
  answer(method: string): { message(message: Buffer): void; end(): void };
  /** What has come together since the last call of this. */
  take(): Usage;
};

export function openBill(): Bill {
  let now = blank();
  return {
    called(method) {
      now.calls[method] = (now.calls[method] ?? 0) + 1;
    },
    refused() {
      now.refused += 1;
    },
    lost() {
      now.lost += 1;
    },
    requested(method, message) {
      if (method !== 'Commit' && method !== 'BatchWrite') return;
      const written = [...protobufFields(message)].filter(({ number }) => number === writesField).length;
      now.writes += written;
      now.commits.push(written);
    },
    answer(method) {
      let read = 0;
      const count = readers[method] ?? (() => 0);
      return {
        message(message) {
          for (const field of protobufFields(message)) read += count(field);
        },
        end() {
          now.reads += queries.has(method) ? Math.max(1, read) : read;
        },
      };
    },
    take() {
      const taken = now;
      now = blank();
      return taken;
    },
  };
}

const blank = () => ({
  calls: {} as Record<string, number>,
  reads: 0,
  writes: 0,
  commits: [] as number[],
  refused: 0,
  lost: 0,
});

const writesField = 2;
const queries = new Set(['RunQuery', 'RunAggregationQuery']);

/** How many documents a field of an answer stands for, by the numbers of google/firestore/v1/firestore.proto. */
const readers: Readonly<Record<string, (field: Field) => number>> = {
  // found, missing
  BatchGetDocuments: ({ number }) => (number === 1 || number === 2 ? 1 : 0),
  // document; what an offset skips is billed too, but the emulator does not report it
  RunQuery: ({ number }) => (number === 1 ? 1 : 0),
  ListDocuments: ({ number }) => (number === 1 ? 1 : 0),
};
