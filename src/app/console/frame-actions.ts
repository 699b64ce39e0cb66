'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { fixed, letGo } from '#app/visitor.ts';
import { letOutOfConsole, lookName, themes } from './console-cookies.ts';
import { actInConsole } from './console-door.ts';

/** A year: how long a browser remembers how its owner likes the console. Seconds. */
const lookSeconds = 365 * 24 * 3600;

/** Shows the console light, dark or as the system does. */
export async function chooseTheme(form: FormData): Promise<void> {
  const { app } = await actInConsole('viewer');
  const theme = themes.find((known) => known === form.get('theme')) ?? 'system';
  (await cookies()).set(lookName('theme'), theme, { ...fixed(app), maxAge: lookSeconds });
}

/** Signs out of the console in this browser, and of the shop when that is how one got in. */
export async function leaveConsole(): Promise<void> {
  const { app } = await actInConsole('viewer');
  await letOutOfConsole(app);
  await letGo(app);
  redirect('/console/sign-in?bye=1');
}
