/** Finds Google's Firestore emulator among what is installed on a machine. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export type FoundEmulator =
  /** One that somebody else started. */
  | { readonly kind: 'running'; readonly host: string }
  | { readonly kind: 'jar'; readonly jar: string; readonly version: string; readonly from: string }
  | { readonly kind: 'none'; readonly reason: string };

export type Said = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** What the search looks at, so that it can be shown any machine. */
export type Machine = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The file a command on PATH leads to in the end. */
  command(name: string): string | undefined;
  exists(file: string): boolean;
  /** The names in a folder; none where there is no such folder. */
  list(folder: string): readonly string[];
  run(command: string, args: readonly string[]): Said;
};

export const emulatorClass = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';
/** It lives for minutes: what a server gains by optimising twice and collecting in parallel, it would only pay for. */
const shortLived = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** The emulator formats what it prints by the machine's language unless told otherwise. */
export const javaArguments = (jar: string): string[] => [
  ...shortLived,
  ...['-Duser.language=en', '-cp', jar, emulatorClass],
];

export const howToGetIt =
  'install Java and the Google Cloud SDK with "gcloud components install cloud-firestore-emulator" ' +
  '(Debian: the package google-cloud-cli-firestore-emulator), or set FIRESTORE_EMULATOR_HOST';

type Candidate = { readonly jar: string; readonly from: string };

/** Answers the emulator to use: a running one, the one of the Google Cloud SDK, or the newest firebase-tools has kept. */
export function findFirestoreEmulator(machine: Machine = thisMachine()): FoundEmulator {
  const host = machine.env.FIRESTORE_EMULATOR_HOST;
  if (host) return { kind: 'running', host };
  let reason = 'neither the Google Cloud SDK nor the cache of firebase-tools has one';
  for (const { jar, from } of candidates(machine)) {
    if (machine.command('java') === undefined) {
      return { kind: 'none', reason: `${jar} needs Java, and there is no java on PATH` };
    }
    const tried = tryJar(machine, jar);
    if ('version' in tried) return { kind: 'jar', jar, from, version: tried.version };
    reason = tried.reason;
  }
  return { kind: 'none', reason };
}

/** Lazily, because asking gcloud takes more than a second. */
function* candidates(machine: Machine): Generator<Candidate> {
  const seen = new Set<string>();
  for (const root of sdkRoots(machine)) {
    const jar = path.join(root, 'platform/cloud-firestore-emulator/cloud-firestore-emulator.jar');
    if (seen.has(jar) || !machine.exists(jar)) continue;
    seen.add(jar);
    yield { jar, from: 'Google Cloud SDK' };
  }
  const cache = machine.env.FIREBASE_EMULATORS_PATH ?? path.join(machine.home, '.cache/firebase/emulators');
  for (const name of newestFirst(machine.list(cache))) {
    yield { jar: path.join(cache, name), from: 'firebase-tools' };
  }
}

function* sdkRoots(machine: Machine): Generator<string> {
  const gcloud = machine.command('gcloud');
  if (gcloud) yield path.dirname(path.dirname(gcloud));
  yield '/usr/lib/google-cloud-sdk';
  yield path.join(machine.home, 'google-cloud-sdk');
  yield '/opt/google-cloud-sdk';
  yield '/usr/local/google-cloud-sdk';
  if (!gcloud) return;
  const { status, stdout } = machine.run(gcloud, ['info', '--format=value(installation.sdk_root)']);
  if (status === 0 && stdout.trim()) yield stdout.trim();
}

function newestFirst(names: readonly string[]): string[] {
  const version = (name: string) => /^cloud-firestore-emulator-v(\d+(?:\.\d+)*)\.jar$/.exec(name)?.[1];
  return names
    .filter((name) => version(name) !== undefined)
    .sort((a, b) => (version(b) ?? '').localeCompare(version(a) ?? '', 'en', { numeric: true }));
}

/** Class files of version 65 are those of Java 21, and so on down and up. */
const classFilesBeforeJava = 44;

/** Asks the jar for its version, which also tells whether this Java is new enough for it. */
function tryJar(machine: Machine, jar: string): { version: string } | { reason: string } {
  const { status, stdout, stderr } = machine.run('java', [...javaArguments(jar), 'start', '--version']);
  const version = /cloud-firestore-emulator (\S+)/.exec(stdout)?.[1];
  if (status === 0 && version) return { version };
  const wanted = Number(/class file version (\d+)/.exec(stderr)?.[1]);
  if (wanted) return { reason: `${jar} needs Java ${wanted - classFilesBeforeJava} or newer` };
  return { reason: `${jar} does not run: ${stderr.split('\n')[0] || `exit code ${status}`}` };
}

function thisMachine(): Machine {
  return {
    env: process.env,
    home: os.homedir(),
    command: onPath,
    exists: fs.existsSync,
    list: (folder) => (fs.existsSync(folder) ? fs.readdirSync(folder) : []),
    run: (command, args) => spawnSync(command, args, { encoding: 'utf8', timeout: 30_000 }),
  };
}

function onPath(name: string): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const file = folders
    .flatMap((folder) => endings.map((ending) => path.join(folder, name + ending)))
    .find((candidate) => fs.existsSync(candidate));
  return file && fs.realpathSync(file);
}
