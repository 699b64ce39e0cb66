import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { loadSnapshot, saveSnapshot } from '#sandbox/state.ts';
import type { World } from '#sandbox/world.ts';

const shortestCalmMs = 150;

/** Keeps the state in a file, if there is one to keep it in; bursts of changes cost one write. */
export function snapshots(world: World, path: string | undefined) {
  let planned: NodeJS.Timeout | undefined;
  let calmMs = shortestCalmMs;
  const save = () => {
    const started = performance.now();
    clearTimeout(planned);
    planned = undefined;
    if (path) saveSnapshot(world.state, path);
    // A big state takes long to write: most of the time must stay free for answering.
    calmMs = Math.max(shortestCalmMs, 20 * (performance.now() - started));
  };
  return {
    save,
    load: () => {
      if (!path) return;
      mkdirSync(dirname(path), { recursive: true });
      loadSnapshot(world.state, path);
    },
    changed: () => {
      if (path) planned ??= setTimeout(save, calmMs);
    },
  };
}
