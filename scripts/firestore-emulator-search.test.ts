import { describe, expect, it } from 'vitest';
import { findFirestoreEmulator, type Machine, type Said } from './firestore-emulator-search.ts';

const home = '/home/ann';
const inSdk = (root: string) => `${root}/platform/cloud-firestore-emulator/cloud-firestore-emulator.jar`;
const cache = `${home}/.cache/firebase/emulators`;
const says = (stdout: string): Said => ({ status: 0, stdout, stderr: '' });

type Installed = {
  env?: Machine['env'];
  commands?: Record<string, string>;
  files?: readonly string[];
  run?: Machine['run'];
};

/** A machine that has these commands and files, and nothing else. */
const machine = ({ env = {}, commands = {}, files = [], run }: Installed): Machine => ({
  env,
  home,
  command: (name) => commands[name],
  exists: (file) => files.includes(file),
  list: (folder) =>
    files.filter((file) => file.startsWith(`${folder}/`)).map((file) => file.slice(folder.length + 1)),
  run: run ?? (() => says('cloud-firestore-emulator 1.19.9\n')),
});
const java = { java: '/usr/bin/java' };

describe('the Firestore emulator that is used', () => {
  it('is the one that runs already, before any that is installed', () => {
    const found = findFirestoreEmulator(
      machine({
        env: { FIRESTORE_EMULATOR_HOST: '127.0.0.1:8080' },
        commands: java,
        files: [inSdk('/opt/google-cloud-sdk')],
      }),
    );
    expect(found).toEqual({ kind: 'running', host: '127.0.0.1:8080' });
  });

  it.each([
    ['beside gcloud on PATH', '/srv/sdk', { gcloud: '/srv/sdk/bin/gcloud' }],
    ['in a usual place', `${home}/google-cloud-sdk`, {}],
  ])('is the one of the Google Cloud SDK %s, before the cache of firebase-tools', (_, root, commands) => {
    const files = [`${cache}/cloud-firestore-emulator-v1.19.8.jar`, inSdk(root)];
    expect(findFirestoreEmulator(machine({ commands: { ...java, ...commands }, files }))).toEqual({
      kind: 'jar',
      jar: inSdk(root),
      version: '1.19.9',
      from: 'Google Cloud SDK',
    });
  });

  it('is found where gcloud says the SDK is, when its command is only a link to somewhere else', () => {
    const run: Machine['run'] = (command) =>
      says(command === '/snap/gcloud' ? '/snap/sdk\n' : 'cloud-firestore-emulator 1.19.9');
    const commands = { ...java, gcloud: '/snap/gcloud' };
    expect(findFirestoreEmulator(machine({ commands, files: [inSdk('/snap/sdk')], run }))).toMatchObject({
      jar: inSdk('/snap/sdk'),
    });
  });

  it('is the newest firebase-tools has kept that the installed Java can run', () => {
    const files = ['1.9.0', '1.20.2', '1.19.8'].map(
      (version) => `${cache}/cloud-firestore-emulator-v${version}.jar`,
    );
    const run: Machine['run'] = (_, args) =>
      args.some((argument) => argument.includes('v1.20.2'))
        ? { status: 1, stdout: '', stderr: tooNew }
        : says('cloud-firestore-emulator 1.19.8');
    expect(findFirestoreEmulator(machine({ commands: java, files, run }))).toMatchObject({
      version: '1.19.8',
      from: 'firebase-tools',
    });
  });
});

const tooNew =
  'Error: LinkageError occurred while loading main class Main\n\tjava.lang.UnsupportedClassVersionError: Main has been ' +
  'compiled by a more recent version of the Java Runtime (class file version 65.0), this version of the Java Runtime ' +
  'only recognizes class file versions up to 61.0';

describe('a machine that cannot run it', () => {
  const files = [inSdk('/opt/google-cloud-sdk')];
  it.each([
    ['where none is installed', {}, /^neither the Google Cloud SDK nor the cache of firebase-tools has one$/],
    ['without Java', { files }, /needs Java, and there is no java on PATH$/],
    [
      'with an older Java than it needs',
      { files, commands: java, run: () => ({ status: 1, stdout: '', stderr: tooNew }) },
      /emulator\.jar needs Java 21 or newer$/,
    ],
  ])('is told why: %s', (_, installed: Installed, reason) => {
    expect(findFirestoreEmulator(machine(installed))).toEqual({
      kind: 'none',
      reason: expect.stringMatching(reason),
    });
  });
});
