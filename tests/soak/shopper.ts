import { setTimeout as wait } from 'node:timers/promises';
import { type Page, type PlainBrowser, plainBrowser } from '#tests/http/plain-browser.ts';
import type { SandboxControl } from './sandbox-control.ts';
import type { Visit } from './schedule.ts';

/** What became of one visit, as the shopper saw it. */
export type Visited = {
  readonly visit: Visit;
  readonly sessionId: string;
  /** The number the result page named; null when the shopper did not come back. */
  readonly shownOrderNo: string | null;
  /** How often something had to be asked again. */
  readonly retries: number;
};

export type Surroundings = {
  readonly shopUrl: string;
  readonly sandbox: SandboxControl;
  /** Awaited before a shopper asks for a payment page. */
  readonly onCheckout: () => Promise<void>;
  /** Awaited before a shopper presses pay. */
  readonly onPay: () => Promise<void>;
};

/** A person gives up only after this long, milliseconds. */
const patienceMs = 120_000;

/** One visit from the product page to its end, without JavaScript, pressing reload whenever nobody answers. */
export async function goShopping(visit: Visit, around: Surroundings): Promise<Visited> {
  const browser = plainBrowser();
  let retries = 0;
  const insist = (step: () => Promise<Page | null>) => untilAnswered(step, () => (retries += 1));
  const home = `${around.shopUrl}${visit.locale === 'en' ? '/' : `/${visit.locale}`}?color=${visit.color}`;
  await around.onCheckout();
  const payPage = await insist(() => openPayPage(browser, home, visit));
  const sessionId = /\/c\/pay\/(cs_\w+)/.exec(payPage.url)?.[1];
  if (!sessionId) throw new Error(`The shopper landed on ${payPage.url} instead of a payment page.`);
  const landing = await endVisit(browser, payPage, { visit, around, sessionId });
  const result = landing && visit.returns ? await insist(() => answered(browser.open(landing))) : null;
  if (visit.ending.startsWith('delayed')) {
    await wait(visit.bankMs);
    await around.sandbox.play(sessionId, visit.ending === 'delayed' ? 'delayed_succeed' : 'delayed_fail');
  }
  const shownOrderNo = result ? (/ROL-[0-9A-Z]{8}/.exec(result.html)?.[0] ?? 'none') : null;
  return { visit, sessionId, shownOrderNo, retries };
}

/** Null where the shop said that it did not work; the shopper then starts over. */
async function openPayPage(browser: PlainBrowser, home: string, visit: Visit): Promise<Page | null> {
  const shop = await browser.open(home);
  if (shop.status !== 200) return null;
  const { email, color, quantity } = visit;
  const landed = await browser.submit(shop, { email, color, quantity: String(quantity) });
  return landed.status === 200 && landed.url.includes('/c/pay/') ? landed : null;
}

type End = { visit: Visit; around: Surroundings; sessionId: string };

/** Answers where Stripe sends the shopper back to, or null when there is no way back. */
async function endVisit(
  browser: PlainBrowser,
  page: Page,
  { visit, around, sessionId }: End,
): Promise<string | null> {
  if (visit.ending === 'abandon') return null;
  if (visit.ending === 'expire') {
    await around.sandbox.play(sessionId, 'expire');
    return null;
  }
  if (visit.ending !== 'decline') await around.onPay();
  const end = visit.ending.startsWith('delayed') ? 'delayed' : visit.ending;
  const answer = await browser.submit(page, { end }, { follow: false });
  const expected = visit.ending === 'decline' ? 402 : 303;
  if (answer.status === expected) return answer.headers.get('location');
  throw new Error(`The payment page answered ${answer.status} to ${visit.ending}.`);
}

const answered = async (page: Promise<Page>): Promise<Page | null> => {
  const { status } = await page;
  return status === 200 ? page : null;
};

async function untilAnswered(step: () => Promise<Page | null>, onRetry: () => void): Promise<Page> {
  const deadline = performance.now() + patienceMs;
  let last: unknown;
  while (performance.now() < deadline) {
    try {
      const page = await step();
      if (page) return page;
    } catch (error) {
      last = error;
    }
    onRetry();
    await wait(250);
  }
  throw new Error('A shopper gave up.', { cause: last });
}
