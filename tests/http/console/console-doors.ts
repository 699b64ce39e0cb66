/** Every way into the console, found where it is made, so that a new one cannot be forgotten. */
import * as fs from 'node:fs';
import path from 'node:path';
import type { Role } from '#domain/operator.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const consoleFolder = path.join(root, 'src/app/console');

export type Door = {
  /** The address, with a name that nothing has in place of every parameter. */
  readonly address: string;
  readonly source: string;
};

function doorsCalled(name: string): Door[] {
  return fs
    .readdirSync(consoleFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === name)
    .map((file) => ({
      address: addressOf(path.dirname(file)),
      source: fs.readFileSync(path.join(consoleFolder, file), 'utf8'),
    }));
}

const addressOf = (folder: string): string =>
  path
    .join('/console', folder)
    .split('/')
    .filter((part) => !/^\(.*\)$/.test(part))
    .map((part) => part.replace(/^\[+(?:\.\.\.)?\w+\]+$/, 'nothing'))
    .join('/')
    .replace(/\/\.?$/, '');

/** Pages that somebody has to be signed in for: all but the one for signing in. */
export const pages = (): Door[] =>
  doorsCalled('page.tsx').filter(({ address }) => address !== '/console/sign-in');

export type Route = Door & { readonly methods: readonly string[] };

export const routes = (): Route[] =>
  doorsCalled('route.ts').map((door) => ({
    ...door,
    methods: [...door.source.matchAll(/export (?:const|(?:async )?function) ([A-Z]+)\b/g)].map(
      ([, method = '']) => method,
    ),
  }));

/** The roles a door asks for, as its source says. */
export const rolesIn = ({ source }: Door): Role[] =>
  [
    ...source.matchAll(
      /(?:visitConsole\(|consoleRoute\(\s*request,\s*|inConsole\()'(viewer|operator|admin)'/g,
    ),
  ].map(([, role]) => role as Role);

export type Action = {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  /** A page that carries it. */
  readonly page: string;
};

type Manifest = {
  readonly node: Readonly<
    Record<string, { workers: Record<string, unknown>; filename: string; exportedName: string }>
  >;
};

/** Every server action that a page of the console carries, as the build lists them; signing in is for everybody. */
export function actions(): Action[] {
  const file = path.join(root, '.next/server/server-reference-manifest.json');
  const { node } = JSON.parse(fs.readFileSync(file, 'utf8')) as Manifest;
  return Object.entries(node)
    .map(([id, { workers, filename, exportedName }]) => {
      const carriers = Object.keys(workers).filter((worker) => worker.startsWith('app/console'));
      return { id, name: exportedName, file: filename, page: carriers[0] ?? '' };
    })
    .filter(({ page, file }) => page !== '' && !file.startsWith('src/app/console/sign-in/'))
    .map((action) => ({ ...action, page: addressOf(action.page.replace(/^app\/console\/?|\/?page$/g, '')) }));
}
