/** Puts a server under load: wrk where it is installed, autocannon where it is not. */
import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import path from 'node:path';
import autocannon from 'autocannon';
import { type Delivery, rawRequest, type Source } from './deliveries.ts';

export const connections = 16;

export type Load = {
  readonly url: string;
  readonly source: Source;
  /** True when no event may be sent twice. */
  readonly distinct: boolean;
  readonly seconds: number;
  /** Requests a second to prepare for. */
  readonly expectedRate: number;
  /** A folder for what is prepared. */
  readonly folder: string;
};

export type Loaded = {
  readonly rate: number;
  readonly answers: number;
  /** Answers of 400 and above. */
  readonly refused: number;
  /** Connections that broke or never answered. */
  readonly broken: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

export const loadTool = (): 'wrk' | 'autocannon' =>
  spawnSync('wrk', ['-v'], { stdio: 'ignore' }).error === undefined ? 'wrk' : 'autocannon';

const smallestStock = 500;

/** Sends distinct deliveries for some seconds. Prepares more and starts over when they did not last. */
export async function load(options: Load): Promise<Loaded> {
  const run = loadTool() === 'wrk' ? runWrk : runAutocannon;
  let stock = options.distinct
    ? Math.round(options.expectedRate * options.seconds * 1.5) + smallestStock
    : smallestStock;
  for (;;) {
    const deliveries = Array.from({ length: stock }, options.source);
    const { sent, ...loaded } = await run(options, deliveries);
    if (!options.distinct || sent <= stock) return loaded;
    stock = Math.round(sent * 1.5);
  }
}

type Ran = Loaded & { readonly sent: number };

async function runWrk({ url, seconds, folder }: Load, deliveries: readonly Delivery[]): Promise<Ran> {
  const file = path.join(folder, 'requests');
  const address = new URL(url);
  const chunks = deliveries.map((delivery) => {
    const request = rawRequest(delivery, address);
    return `${Buffer.byteLength(request)}\n${request}`;
  });
  fs.writeFileSync(file, chunks.join(''));
  const script = path.join(import.meta.dirname, 'wrk.lua');
  const args = [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--timeout',
    '10s',
    '-s',
    script,
    url,
    '--',
    file,
  ];
  const output = await outputOf('wrk', args);
  fs.rmSync(file);
  const found = JSON.parse(output.trim().split('\n').at(-1) ?? '') as Omit<Ran, 'rate'> & { seconds: number };
  return { ...found, rate: found.answers / found.seconds };
}

function outputOf(command: string, args: readonly string[]): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.once('error', reject);
  child.once('close', (code) =>
    code === 0 ? resolve(output) : reject(new Error(`${command} ended with ${code}`)),
  );
  return promise;
}

async function runAutocannon({ url, seconds }: Load, deliveries: readonly Delivery[]): Promise<Ran> {
  let sent = 0;
  const setupRequest = (request: autocannon.Request): autocannon.Request => {
    const delivery = deliveries[sent++ % deliveries.length];
    if (!delivery) return request;
    const headers = { 'content-type': 'application/json', 'stripe-signature': delivery.signature };
    return { ...request, headers, body: delivery.body };
  };
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [{ method: 'POST', setupRequest }],
  });
  const answers = result['2xx'] + result.non2xx;
  return {
    sent,
    answers,
    rate: answers / result.duration,
    refused: result.non2xx,
    broken: result.errors + result.timeouts,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  };
}
