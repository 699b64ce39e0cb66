import { redirect } from 'next/navigation';
import { visitConsole } from './console-door.ts';

/** Where everybody begins. */
export default async function ConsolePage() {
  await visitConsole();
  redirect('/console/settings');
}
