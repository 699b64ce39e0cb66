import { after } from 'next/server';
import { loadEnv } from '#libs/Env.ts';
import type { AppContext } from '#services/app-context.ts';
import { createContext } from './context.ts';

let context: AppContext | undefined;

/** The context of this server process, made on first use. Throws EnvError on an unusable configuration. */
export function getContext(): AppContext {
  context ??= createContext(loadEnv(), { defer: (work) => after(work) });
  return context;
}
