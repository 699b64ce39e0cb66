'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { fixed, letGo } from '#app/visitor.ts';
import { letOutOfConsole, lookIn, lookName, lookParts } from './console-cookies.ts';
import { actInConsole } from './console-door.ts';

/** A year: how long a browser remembers how its owner likes the console. Seconds. */
const lookSeconds = 365 * 24 * 3600;

/** Remembers what the form says about how somebody likes the console; what it does not name stays. */
export async function chooseLook(form: FormData): Promise<void> {
  const { app } = await actInConsole('viewer');
  const look = lookIn((part) => form.get(part));
  const jar = await cookies();
  for (const part of lookParts) {
    const value = part === 'keys' && !look.keys ? 'off' : String(look[part]);
    if (form.has(part)) jar.set(lookName(part), value, { ...fixed(app), maxAge: lookSeconds });
  }
}

/** Signs out of the console in this browser, and of the shop when that is how one got in. */
export async function leaveConsole(): Promise<void> {
  const { app } = await actInConsole('viewer');
  await letOutOfConsole(app);
  await letGo(app);
  redirect('/console/sign-in?bye=1');
}
