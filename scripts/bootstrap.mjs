/**
 * Makes a checkout ready to run: a new enough Node and the packages of package-lock.json. Runs before the npm scripts,
 * on whatever Node is there (18 and later), and says nothing when there is nothing to do.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { explainNpmFailure, isAtLeast, nodePackageFor, oldestNode, whyStale } from './install-state.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const nodeFolder = path.join(root, '.node');
const windows = process.platform === 'win32';
const acceptedFile = path.join(root, 'node_modules', '.accepted-install');

class Stop extends Error {}

const say = (text) => console.log(`setup: ${text}`);
const readJson = (file) => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined);

/** npm as it was started, or as found beside Node, or whatever the PATH holds. */
function npmCommand(node) {
  const beside = path.dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath,
    path.join(beside, 'node_modules/npm/bin/npm-cli.js'),
    path.join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
  ];
  const found = candidates.find((file) => file && /npm-cli\.c?js$/.test(file) && fs.existsSync(file));
  return found ? [node, found] : [windows ? 'npm.cmd' : 'npm'];
}

/** The environment without what the outer npm said about itself, and with the given Node first on the PATH. */
function npmEnvironment(node) {
  const outer = /^npm_(package|lifecycle|config_(local_prefix|global_prefix|prefix|dry_run))/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') || 'PATH';
  return { ...env, [pathName]: [path.dirname(node), env[pathName]].filter(Boolean).join(path.delimiter) };
}

function runNpm(node, cwd, args) {
  const [command, ...first] = npmCommand(node);
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--fetch-retry-mintimeout=1000'];
  const result = spawnSync(command, [...first, ...args, ...quiet, '--fetch-retry-maxtimeout=10000'], {
    cwd,
    env: npmEnvironment(node),
    encoding: 'utf8',
    shell: first.length === 0 && windows,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status === 0) return;
  const output = `${result.stdout || ''}${result.stderr || ''}${result.error || ''}`;
  const registry = process.env.npm_config_registry || 'https://registry.npmjs.org/';
  const reason = explainNpmFailure(output, registry);
  throw new Stop(reason || `"npm ${args.join(' ')}" failed:\n${output.trim()}`);
}

function requireWritable() {
  try {
    const probe = path.join(root, `.write-probe-${process.pid}`);
    fs.writeFileSync(probe, '');
    fs.rmSync(probe);
  } catch {
    throw new Stop(
      `The folder ${root} cannot be written to, and the packages have to be installed there. ` +
        'Copy the project into a folder that belongs to you and run the same command again.',
    );
  }
}

const versionOf = (node) => {
  const answer = fs.existsSync(node) ? spawnSync(node, ['--version'], { encoding: 'utf8' }) : undefined;
  return answer && answer.status === 0 ? answer.stdout.trim() : undefined;
};

/** Brings Node 24 into .node/ unless it is there, and answers the path of its binary. */
function bringNode() {
  const wanted = nodePackageFor(process.platform, process.arch);
  if (!wanted) {
    throw new Stop(
      `Node ${process.version} is too old (at least ${oldestNode} is needed), and there is no ready-made newer one ` +
        `for ${process.platform} ${process.arch}. Install Node 24 from https://nodejs.org and try again.`,
    );
  }
  const binary = path.join(nodeFolder, 'node_modules', wanted.name, wanted.binary);
  if (versionOf(binary) === `v${wanted.version}`) return binary;
  requireWritable();
  say(
    `Node ${process.version} is older than ${oldestNode}; fetching Node ${wanted.version} into .node/ (about 50 MB)`,
  );
  fs.mkdirSync(nodeFolder, { recursive: true });
  const manifest = { private: true, dependencies: { [wanted.name]: wanted.version } };
  fs.writeFileSync(path.join(nodeFolder, 'package.json'), `${JSON.stringify(manifest)}\n`);
  // Under the old Node: there is no other yet.
  runNpm(process.execPath, nodeFolder, ['install', '--ignore-scripts', '--no-package-lock']);
  if (!versionOf(binary))
    throw new Stop(`The Node that was fetched does not run on this machine (${binary}).`);
  return binary;
}

function installPackages(node) {
  const lockText = fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  const stale = () =>
    whyStale(JSON.parse(lockText), readJson(path.join(root, 'node_modules/.package-lock.json')), process);
  const reason = stale();
  if (!reason) return;
  const mark = (text) => createHash('sha256').update(`${lockText}\n${text}`).digest('hex');
  if (fs.existsSync(acceptedFile) && fs.readFileSync(acceptedFile, 'utf8') === mark(reason)) return;
  requireWritable();
  say(`installing the packages with npm ci, which takes about half a minute (${reason})`);
  const started = Date.now();
  runNpm(node, root, ['ci']);
  say(`packages installed in ${Math.round((Date.now() - started) / 1000)} s`);
  // What a fresh install could not bring, another one will not bring either.
  const remaining = stale();
  if (remaining) fs.writeFileSync(acceptedFile, mark(remaining));
}

/** Makes `node` in the npm scripts mean the one in .node/. npm ci removes the link, so this comes after it. */
function linkNode(node) {
  const folder = path.join(root, 'node_modules/.bin');
  if (windows) {
    // A link needs rights that few have there, and a copy could not be replaced while it runs.
    fs.writeFileSync(path.join(folder, 'node.cmd'), `@"${node}" %*\r\n`);
    return;
  }
  fs.mkdirSync(folder, { recursive: true });
  const link = path.join(folder, 'node');
  if (fs.existsSync(link) && fs.realpathSync(link) === fs.realpathSync(node)) return;
  fs.rmSync(link, { force: true });
  fs.symlinkSync(path.relative(folder, node), link);
}

/** Whether this very program runs on the Node of .node/, which must then stay linked. */
const runsOnOwnNode = () => process.execPath.startsWith(nodeFolder + path.sep);

function bootstrap() {
  const newEnough = isAtLeast(process.version, oldestNode);
  if (process.env.VERCEL) {
    if (newEnough) return;
    throw new Stop(
      `Node ${process.version} is too old: set the project's Node.js version on Vercel to 24.x.`,
    );
  }
  const node = newEnough ? process.execPath : bringNode();
  installPackages(node);
  if (!newEnough || runsOnOwnNode()) linkNode(node);
}

try {
  bootstrap();
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  console.error(`setup: ${error.message}`);
  process.exitCode = 1;
}
