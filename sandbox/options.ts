import type { FaultsPatch } from '#sandbox/faults.ts';

export type SeededPrice = {
  id: string;
  product: string;
  unit_amount: number;
  currency: string;
  /** Amounts in other currencies' minor units. */
  currency_options?: Record<string, number>;
  nickname?: string;
};

export type SandboxOptions = {
  /** 0 or absent picks a free port. */
  port?: number;
  /** Of the mail server; 0 or absent picks a free port. */
  mailPort?: number;
  host?: '127.0.0.1';
  /** A JSON snapshot that lets a restart go on where it stopped; absent keeps everything in memory. */
  statePath?: string;
  endpoints?: { url: string; secret: string; enabledEvents?: string[] }[];
  /** Pauses between webhook attempts; after the last one the delivery is given up. */
  retryScheduleMs?: number[];
  /** Makes the faults' chances repeat. */
  seed?: number;
  faults?: FaultsPatch;
  prices?: SeededPrice[];
  shopUrl?: string;
  log?: (line: string) => void;
};
