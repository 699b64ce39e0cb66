/** What has been started so far, in an order that can be undone. */
import type { Child } from './child.ts';

export type Part = { readonly pid: () => number; readonly stop: () => Promise<void> };

export type RunningParts = {
  add(part: Part): void;
  /** Adds a child whose end, unless it was asked for, is a failure of the whole. */
  addChild(name: string, child: Child): void;
  /** Takes a child out, because whoever took it ends it on purpose. */
  forget(child: Child): void;
  pids(): number[];
  /** Resolves with a sentence about the first child that ended by itself. */
  readonly failed: Promise<string>;
  /** Stops everything, the last one started first. */
  stop(): Promise<void>;
};

export function runningParts(): RunningParts {
  let parts: Part[] = [];
  const children = new Set<Child>();
  const { promise: failed, resolve: fail } = Promise.withResolvers<string>();
  return {
    failed,
    add: (part) => void parts.push(part),
    addChild(name, child) {
      parts.push({ pid: () => child.pid, stop: child.stop });
      children.add(child);
      void child.ended.then(({ code, signal }) => {
        if (!children.has(child)) return;
        const how = signal ? `killed by ${signal}` : `exit code ${code}`;
        fail(`The ${name} ended unexpectedly (${how}). It said last:\n${child.lastLines()}`);
      });
    },
    forget(child) {
      children.delete(child);
      parts = parts.filter((part) => part.stop !== child.stop);
    },
    pids: () => parts.map((part) => part.pid()),
    async stop() {
      children.clear();
      for (let part = parts.pop(); part !== undefined; part = parts.pop()) await part.stop();
    },
  };
}
