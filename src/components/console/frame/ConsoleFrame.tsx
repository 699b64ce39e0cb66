import type { ReactNode } from 'react';
import type { Operator } from '#domain/operator.ts';
import type { RailCounts } from '#domain/rail-counts.ts';
import type { Area } from './areas.ts';
import { Rail } from './Rail.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';
import { ZoneNote } from './ZoneNote.tsx';

type Act = (form: FormData) => Promise<void>;

/** How somebody likes the console. */
type Look = {
  readonly theme: 'system' | 'light' | 'dark';
  /** Whether single keys do something. */
  readonly keys: boolean;
  /** Where the times on the page are told. */
  readonly zone: string;
};

type ConsoleFrameProps = {
  here: Area;
  title: string;
  aside?: ReactNode;
  operator: Operator;
  look: Look;
  /** Null where they are not known. */
  counts: RailCounts | null;
  /** Whether no real money moves. */
  isTest: boolean;
  chooseLook: Act;
  leave: Act;
  children: ReactNode;
};

/** Rail, header and page: the same around everything in the console. */
export function ConsoleFrame(props: ConsoleFrameProps) {
  const { here, title, aside, operator, isTest, look, counts, chooseLook, children } = props;
  return (
    <div className="shell">
      <Rail here={here} role={operator.role} counts={counts} />
      <div className="page">
        <header className="bar">
          <h1>{title}</h1>
          {aside}
          <span className="sp" />
          {isTest ? <span className="tag test">Test mode</span> : null}
          <ThemeSwitch theme={look.theme} choose={chooseLook} />
        </header>
        <main id="main">{children}</main>
      </div>
      <Foot {...props} />
    </div>
  );
}

function Foot({ operator, look, chooseLook, leave }: ConsoleFrameProps) {
  return (
    <footer className="foot-rail">
      <Shortcuts role={operator.role} areKeysOn={look.keys} choose={chooseLook} />
      <ZoneNote zone={look.zone} choose={chooseLook} />
      <span>
        {operator.name}, {operator.role}
      </span>
      <form action={leave}>
        <button className="link" type="submit">
          Sign out
        </button>
      </form>
    </footer>
  );
}
