import { coalesce } from './coalesce.ts';

/** Runs `work` one at a time on everything that was handed in meanwhile; resolves when an item's run has ended. */
export function collect<Item>(
  work: (items: readonly Item[]) => Promise<unknown>,
): (item: Item) => Promise<void> {
  let waiting: Item[] = [];
  const run = coalesce(async () => {
    const items = waiting;
    waiting = [];
    if (items.length > 0) await work(items);
  });
  return (item) => {
    waiting.push(item);
    return run();
  };
}
