import { redirect } from 'next/navigation';
import { areas } from '#components/console/frame/areas.ts';
import { visitConsole } from './console-door.ts';

/** Where everybody begins. */
export default async function ConsolePage() {
  await visitConsole();
  redirect(areas[0].href);
}
