import { setTimeout as pause } from 'node:timers/promises';
import type { Bidi } from './bidi.ts';

/** One tab, used by what it shows. Its own questions are answered in a sandbox, where the page's scripts are off as well. */
export type Tab = {
  open(url: string): Promise<void>;
  /** Resolves when the text is to be seen. */
  reads(text: string): Promise<void>;
  click(css: string): Promise<void>;
  /** Types into whatever has the focus; `Key.tab` moves it. */
  type(text: string): Promise<void>;
  /** Resolves with the address once it matches. */
  arrives(address: RegExp): Promise<string>;
};

/** As WebDriver writes it: https://www.w3.org/TR/webdriver2/#keyboard-actions */
export const Key = { tab: '\uE004', enter: '\uE007' } as const;

type Node = { sharedId: string };

const patienceMs = 30_000;
const betweenMs = 100;

/** Opens a tab tall enough to hold a whole page, so that nothing has to be scrolled to. */
export async function openTab(bidi: Bidi, width: number): Promise<Tab> {
  const { context } = await bidi.send<{ context: string }>('browsingContext.create', { type: 'tab' });
  const viewport = { width, height: 6_000 };
  await bidi.send('browsingContext.setViewport', { context, viewport });
  const find = async (css: string): Promise<Node[]> => {
    const locator = { type: 'css', value: css };
    return (await bidi.send<{ nodes: Node[] }>('browsingContext.locateNodes', { context, locator })).nodes;
  };
  const shown = async (): Promise<string> => {
    const question = { expression: 'document.body.innerText', awaitPromise: false };
    const target = { context, sandbox: 'reader' };
    const { result } = await bidi.send<{ result: { value: string } }>('script.evaluate', {
      ...question,
      target,
    });
    return result.value;
  };
  const perform = (type: string, parameters: object, actions: readonly object[]) =>
    bidi.send('input.performActions', { context, actions: [{ type, id: type, parameters, actions }] });
  return {
    open: async (url) => {
      await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    reads: async (text) => {
      await until(`"${text}" to be read`, async () => ((await shown()).includes(text) ? [text] : []));
    },
    click: async (css) => {
      const [element] = await until(`${css} to be there`, () => find(css));
      const origin = { type: 'element', element };
      await perform('pointer', { pointerType: 'mouse' }, [
        { type: 'pointerMove', x: 0, y: 0, origin },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ]);
    },
    type: async (text) => {
      const keys = [...text].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      await perform('key', {}, keys);
    },
    arrives: async (address) => {
      const [url] = await until(`the address to match ${address}`, async () => {
        const { contexts } = await bidi.send<{ contexts: { url: string }[] }>('browsingContext.getTree', {
          root: context,
        });
        return contexts.map((one) => one.url).filter((one) => address.test(one));
      });
      return url;
    },
  };
}

/** Asks again while the page changes under the question, until something is found. */
async function until<Found>(what: string, find: () => Promise<Found[]>): Promise<[Found, ...Found[]]> {
  const giveUp = Date.now() + patienceMs;
  let last: unknown;
  while (Date.now() < giveUp) {
    const [first, ...rest] = await find().catch((error: unknown) => {
      last = error;
      return [];
    });
    if (first !== undefined) return [first, ...rest];
    await pause(betweenMs);
  }
  throw new Error(`Waited for ${what}.`, { cause: last });
}
