import type { ReactNode } from 'react';
import type { Area } from '#components/console/frame/areas.ts';
import { ConsoleFrame } from '#components/console/frame/ConsoleFrame.tsx';
import { loadEnv } from '#libs/Env.ts';
import type { Visit } from './console-door.ts';
import { chooseLook, leaveConsole } from './frame-actions.ts';

type ConsoleScreenProps = {
  visit: Visit;
  here: Area;
  title: string;
  /** What stands beside the title: a quiet note, a pill. */
  aside?: ReactNode;
  children: ReactNode;
};

/** A page of the console: the rail and the header around what the page is about. */
export async function ConsoleScreen({ visit, here, title, aside, children }: ConsoleScreenProps) {
  const { operator, look, counts } = visit;
  return (
    <ConsoleFrame
      here={here}
      title={title}
      aside={aside}
      operator={operator}
      look={look}
      counts={await counts}
      isTest={!loadEnv().STRIPE_SECRET_KEY?.startsWith('sk_live_')}
      chooseLook={chooseLook}
      leave={leaveConsole}
    >
      {children}
    </ConsoleFrame>
  );
}
