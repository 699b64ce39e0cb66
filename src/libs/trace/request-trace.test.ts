import { expect, it } from 'vitest';
import { createLogger } from '#libs/Logger.ts';
import { createTrace } from './request-trace.ts';

const entered = { door: 'webhook', traceparent: null };

function stage() {
  let time = 0;
  const trace = createTrace(undefined, () => time);
  const lines: Record<string, unknown>[] = [];
  const to = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const log = createLogger('info', { lineFields: trace.lineFields, to });
  const pass = async (milliseconds: number) => {
    time += milliseconds;
  };
  return { trace, log, lines, pass };
}

it('every line of a request bears one trace id and what is known of it, and no line outside does', async () => {
  const { trace, log, lines } = stage();
  log.info({}, 'before');
  await trace.request(entered, async () => {
    log.info({}, 'first');
    trace.note({ order_no: 'ROL-1', event_id: 'evt_1' });
    await Promise.resolve();
    log.info({ order_no: 'ROL-2' }, 'second');
    log.info({}, 'third');
  });
  const [before, first, second, third] = lines;
  expect(before).not.toHaveProperty('trace_id');
  expect(first?.trace_id).toMatch(/^[\da-f]{32}$/);
  expect(second).toMatchObject({ trace_id: first?.trace_id, event_id: 'evt_1', order_no: 'ROL-2' });
  expect(third).toMatchObject({ trace_id: first?.trace_id, event_id: 'evt_1', order_no: 'ROL-1' });
});

it("goes on with the caller's trace, and with a fresh one where that makes no sense", async () => {
  const { trace } = stage();
  const id = '4bf92f3577b34da6a3ce929d0e0e4736';
  const idFor = (traceparent: string | null) =>
    trace.request({ door: 'webhook', traceparent }, async () => trace.lineFields().trace_id);
  expect(await idFor(`00-${id}-00f067aa0ba902b7-01`)).toBe(id);
  for (const odd of [null, '', 'nonsense', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, `00-${id}`])
    expect(await idFor(odd)).not.toBe(id);
});

it('two requests at once know nothing of each other, nor do parts that are kept apart', async () => {
  const { trace } = stage();
  const run = (order_no: string) =>
    trace.request(entered, async () => {
      trace.note({ order_no });
      await trace.apart(async () => trace.note({ order_no: 'another' }));
      await Promise.resolve();
      return trace.lineFields();
    });
  const [one, two] = await Promise.all([run('ROL-1'), run('ROL-2')]);
  expect([one.order_no, two.order_no]).toEqual(['ROL-1', 'ROL-2']);
  expect(one.trace_id).not.toBe(two.trace_id);
});

it('tells the time of others apart, however their calls overlap', async () => {
  const { trace, pass } = stage();
  const outside = (milliseconds: number) => trace.step('provider', {}, () => pass(milliseconds));
  const figures = await trace.request(entered, async () => {
    await pass(5);
    await Promise.all([outside(10), outside(20)]);
    await trace.step('commit', {}, () => pass(7));
    await expect(trace.step('provider', {}, () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    return trace.figures();
  });
  expect(figures).toMatchObject({ duration_ms: 42, provider_ms: 30 });
});
