/** A connection to a browser that speaks WebDriver BiDi (https://w3c.github.io/webdriver-bidi/). */
import { WebSocket } from 'ws';

export type Bidi = {
  /** Sends a command and resolves with its result. Rejects with the browser's own words, or when nothing comes for half a minute. */
  send<Result>(method: string, params: object): Promise<Result>;
  close(): void;
};

type Answer = { id: number; type: 'success' | 'error'; result?: unknown; error?: string; message?: string };

const patienceMs = 30_000;

/** Connects to the address a browser printed when it started, and opens a session there. */
export async function openBidi(address: string): Promise<Bidi> {
  const socket = new WebSocket(`${address}/session`);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.on('message', (data) => {
    const answer = JSON.parse(String(data)) as Answer;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  let last = 0;
  const bidi: Bidi = {
    send<Result>(method: string, params: object): Promise<Result> {
      last += 1;
      const id = last;
      return new Promise<Result>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${method}: no answer`)), patienceMs);
        waiting.set(id, (answer) => {
          clearTimeout(timer);
          if (answer.type === 'success') resolve(answer.result as Result);
          else reject(new Error(`${method}: ${answer.error}: ${answer.message}`));
        });
        socket.send(JSON.stringify({ id, method, params }));
      });
    },
    close: () => socket.close(),
  };
  await bidi.send('session.new', { capabilities: {} });
  return bidi;
}
