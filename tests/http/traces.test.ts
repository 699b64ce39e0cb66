import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventsOf, purchase } from '#tests/factories.ts';
import { leaksIn, secretsIn } from '#tests/leaks.ts';
import { plainBrowser } from './plain-browser.ts';
import { type CollectedSpan, startSpanCollector } from './span-collector.ts';
import { startTestShop, type TestShop } from './test-shop.ts';

let collector: Awaited<ReturnType<typeof startSpanCollector>>;
let shop: TestShop;

beforeAll(async () => {
  collector = await startSpanCollector();
  shop = await startTestShop({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_BSP_SCHEDULE_DELAY: '50',
  });
}, 120_000);
afterAll(async () => {
  await shop?.stop();
  await collector?.close();
}, 60_000);

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const ours = (): CollectedSpan[] => collector.spans().filter((span) => span.traceId === traceId);

/** The names from a span up to the first one that nobody here opened. */
function pathOf(span: CollectedSpan): string {
  const above = ours().find(({ spanId }) => spanId === span.parentSpanId);
  return above ? `${pathOf(above)} > ${span.name}` : span.name;
}

it('one notification is one tree of spans below its sender’s, and the lines of the log name the same trace', async () => {
  const bought = purchase();
  const event = eventsOf(bought).paid();
  const sent = await shop.deliver(event, { traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
  expect(sent.status).toBe(200);
  await expect.poll(() => ours().map(pathOf).join('\n'), { timeout: 10_000 }).toMatch(/webhook > deliver/);
  const paths = ours().map(pathOf);
  for (const step of ['verify', 'decide', 'commit', 'deliver', 'deliver > provider'])
    expect(paths.filter((path) => path.endsWith(`webhook > ${step}`))).not.toEqual([]);
  const lines = shop
    .output()
    .split('\n')
    .filter((line) => line.includes(event.id));
  const [line] = lines.flatMap((text) => (text.includes('webhook answered') ? [JSON.parse(text)] : []));
  expect(line).toMatchObject({
    trace_id: traceId,
    event_id: event.id,
    order_no: bought.orderNo,
    outcome: 'accepted',
    level: 'info',
    duration_ms: expect.any(Number),
    provider_ms: expect.any(Number),
  });
});

it('spans hold no secret and nothing about a shopper', async () => {
  const key = `1.${'k'.repeat(43)}`;
  await plainBrowser().open(`${shop.url}/orders/ROL-00000000/open?key=${key}&email=ada@example.com`);
  await expect.poll(() => collector.text(), { timeout: 10_000 }).toContain('/open');
  expect(collector.text()).not.toContain(key);
  expect(leaksIn(collector.text().split('\n'), secretsIn(shop.product.env))).toEqual([]);
});
