import type { Server } from 'node:http';
import type * as Stored from '#sandbox/stripe/stored.ts';
import type { World } from '#sandbox/world.ts';

export class CliSockets {
  constructor(_world: World) {}
  serve(_server: Server): void {}
  push(_event: Stored.Event): void {}
  close(): void {}
}
