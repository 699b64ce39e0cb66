import { SingleBar } from 'cli-progress';
import type { Progress } from './store/move/ends.ts';

const format = '{step} {bar} {percentage}%  {value} of {total}  {rate}/s  {left} left  {kind}';
/** Milliseconds between two lines where there is no terminal to draw a bar on. */
const lineEvery = 5_000;

/** Draws a bar with rate and time left; on anything but a terminal it prints a line every few seconds. */
export function createProgressBar(stream: NodeJS.WriteStream, elapsed = () => performance.now()): Progress {
  let end = () => {};
  let advance: Progress['advance'] = () => {};
  return {
    start: (step, { total, done: before }) => {
      if (total === 0) return;
      const startedAt = elapsed();
      let done = before;
      const bar = new SingleBar({
        ...{ format, stream, barsize: 24, hideCursor: true, clearOnComplete: false, fps: 5 },
        ...{ noTTYOutput: true, notTTYSchedule: lineEvery, barCompleteChar: '#', barIncompleteChar: '.' },
      });
      bar.start(total, before, { step, kind: '', rate: 0, left: '-' });
      advance = (kind, count) => {
        done += count;
        const rate = (done - before) / Math.max((elapsed() - startedAt) / 1000, 0.001);
        const left = rate === 0 ? '-' : timeLeft(Math.max(0, total - done) / rate);
        bar.update(Math.min(done, total), { kind, rate: Math.round(rate), left });
      };
      end = () => bar.stop();
    },
    advance: (kind, count) => advance(kind, count),
    end: () => {
      end();
      [end, advance] = [() => {}, () => {}];
    },
  };
}

const timeLeft = (seconds: number): string =>
  seconds < 60 ? `${Math.round(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
