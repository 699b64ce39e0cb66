import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { cronJobs, startCron } from './cron.ts';

const minute = 60_000;

it('knows every address that a deployment has called', () => {
  const { crons } = JSON.parse(readFileSync(new URL('../vercel.json', import.meta.url), 'utf8')) as {
    crons: { path: string }[];
  };
  expect(cronJobs.map((job) => `/api/cron/${job}`).sort()).toEqual(crons.map(({ path }) => path).sort());
});

it('calls with the secret, again after a call that nobody answered, and no more once it is stopped', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const calls: string[] = [];
  const server = createServer(({ url, headers }, response) => {
    calls.push(`${url} ${headers.authorization}`);
    if (calls.length === 1) response.destroy();
    else response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const cron = startCron(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'secret');
  const passes = async (minutes: number, count: number) => {
    vi.advanceTimersByTime(minutes * minute);
    await vi.waitFor(() => expect(calls).toHaveLength(count), { timeout: 10_000 });
  };

  await passes(1, 2);
  expect(calls.toSorted()).toEqual(['/api/cron/outbox Bearer secret', '/api/cron/sweep Bearer secret']);
  await passes(4, 11);
  expect(calls).toContain('/api/cron/alerts Bearer secret');
  cron.stop();
  await passes(60, 11);
});
