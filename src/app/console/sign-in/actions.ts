'use server';

import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import * as z from 'zod';
import { clientAddress } from '#app/client-address.ts';
import { comesFromOurPages } from '#app/own-origin.ts';
import { roles } from '#domain/operator.ts';
import { sealPasswordSession, sealStandIn } from '#libs/auth/console/console-session.ts';
import { type ConsoleWays, consoleWays } from '#libs/auth/console/console-ways.ts';
import { isPassword } from '#libs/auth/console/password-hash.ts';
import { loadEnv } from '#libs/Env.ts';
import { getContext } from '#server/request-context.ts';
import { admitConsoleSignIn } from '#services/admit-console-sign-in.ts';
import type { AppContext } from '#services/app-context.ts';
import { consoleAddress } from '../console-address.ts';
import { letInToConsole } from '../console-cookies.ts';
import { knownBrowser, rememberBrowser } from '../known-browser.ts';

const Credentials = z.object({
  name: z.string().trim().toLowerCase().min(1).max(64),
  password: z.string().min(1).max(1024),
});
const Role = z.enum(roles);

/** Lets in whoever knows a name and its password; says the same whichever of the two is wrong. */
export async function enterByPassword(form: FormData): Promise<void> {
  const { app, ways } = await atSignIn();
  const to = consoleAddress(form.get('to'));
  const given = Credentials.safeParse(Object.fromEntries(form));
  if (!given.success) back(to, 'refused');
  const { name, password } = given.data;
  const address = clientAddress(await headers(), loadEnv().TRUSTED_PROXY_HOPS);
  const browser = await knownBrowser(app, name);
  const admission = await admitConsoleSignIn(app, { name, address, browser });
  if (admission !== 'admitted') back(to, admission);
  const member = ways.passwords.find((candidate) => candidate.name === name);
  const isRight = await isPassword(password, member?.hash ?? null);
  if (!isRight) {
    app.log.warn({ outcome: 'refused' }, 'somebody could not sign in to the console');
    back(to, 'refused');
  }
  await rememberBrowser(app, name, browser);
  await letInToConsole(app, await sealPasswordSession(name, ways, sealOf(app)));
  redirect(to);
}

/** Gives the role that was asked for, in the sandbox. */
export async function standIn(form: FormData): Promise<void> {
  const { app, ways } = await atSignIn();
  const to = consoleAddress(form.get('to'));
  const role = Role.safeParse(form.get('role'));
  if (!ways.standIn || !role.success) back(to, 'refused');
  await letInToConsole(app, await sealStandIn(role.data, ways, sealOf(app)));
  redirect(to);
}

/** Signing in is for our own page as well: nobody else's page signs a browser in to anything. */
async function atSignIn(): Promise<{ app: AppContext; ways: ConsoleWays }> {
  const app = getContext();
  const ways = consoleWays(loadEnv());
  if (ways === null || !comesFromOurPages(await headers(), app.appUrl)) notFound();
  return { app, ways };
}

const sealOf = (app: AppContext) => ({ secret: loadEnv().SESSION_SECRET ?? '', now: app.clock.now() });

function back(to: string, problem: 'refused' | 'too_many_attempts' | 'unavailable'): never {
  redirect(`/console/sign-in?to=${encodeURIComponent(to)}&problem=${problem}`);
}
