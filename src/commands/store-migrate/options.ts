import path from 'node:path';
import { parseArgs } from 'node:util';
import { MoveRefusal } from '#libs/store/move/begin.ts';
import { type StoreKind, storeKinds } from '#server/transfers.ts';

export type Route = { readonly from: StoreKind; readonly to: StoreKind };

export type Options =
  | { readonly task: 'thaw'; readonly store: StoreKind }
  | {
      readonly task: 'dry run' | 'move' | 'cut-over';
      readonly route: Route;
      readonly merge: boolean;
      readonly restart: boolean;
      readonly cursor: string;
    };

const usage = `Usage: npm run store:migrate -- --from postgres --to firestore [options]
  --dry-run        reads both databases and says what would be copied; writes nothing
  --merge          the target may hold records already; those with the ids of moved ones are replaced
  --cut-over       when all is copied: stops the writes, brings the rest, verifies it, and waits until the shop is switched over
  --cursor <file>  where it keeps how far it has come; .data/store-migrate/<from>-to-<to>.json unless named
  --restart        forgets how far it had come
       npm run store:migrate -- --thaw postgres
                   lets a database take writes again
It reads DATABASE_URL and the variables of Firestore, from the environment or .env.
It ends with 0 when both databases hold the same, with 2 when they do not.`;

/** What the command line asks for. Throws MoveRefusal with the usage. */
export function readOptions(args?: string[]): Options {
  const given = parse(args);
  if (given.thaw !== undefined) return { task: 'thaw', store: storeKind(given.thaw) };
  const route = { from: storeKind(given.from), to: storeKind(given.to) };
  if (route.from === route.to || (given['dry-run'] && given['cut-over'])) throw new MoveRefusal(usage);
  return {
    task: given['dry-run'] ? 'dry run' : given['cut-over'] ? 'cut-over' : 'move',
    route,
    merge: given.merge,
    restart: given.restart,
    cursor: given.cursor ?? path.join('.data', 'store-migrate', `${route.from}-to-${route.to}.json`),
  };
}

function parse(args: string[] | undefined) {
  try {
    const { values } = parseArgs({
      ...(args ? { args } : {}),
      options: {
        ...{ from: { type: 'string' }, to: { type: 'string' }, thaw: { type: 'string' } },
        cursor: { type: 'string' },
        merge: { type: 'boolean', default: false },
        restart: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        'cut-over': { type: 'boolean', default: false },
      },
    });
    return values;
  } catch {
    throw new MoveRefusal(usage);
  }
}

function storeKind(name: string | undefined): StoreKind {
  const kind = storeKinds.find((known) => known === name);
  if (kind === undefined) throw new MoveRefusal(usage);
  return kind;
}
