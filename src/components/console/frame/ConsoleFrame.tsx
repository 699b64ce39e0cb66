import type { ReactNode } from 'react';
import { Mark } from '#components/ui/Mark.tsx';
import type { Operator } from '#domain/operator.ts';
import { type Area, areas } from './areas.ts';
import { ThemeSwitch } from './ThemeSwitch.tsx';

type Act = (form: FormData) => Promise<void>;

type ConsoleFrameProps = {
  here: Area;
  title: string;
  aside?: ReactNode;
  operator: Operator;
  /** Where the times on the page are told. */
  zone: string;
  theme: 'system' | 'light' | 'dark';
  /** Whether no real money moves. */
  isTest: boolean;
  chooseTheme: Act;
  leave: Act;
  children: ReactNode;
};

/** Rail, header and page: the same around everything in the console. */
export function ConsoleFrame(props: ConsoleFrameProps) {
  const { here, title, aside, isTest, theme, chooseTheme, children } = props;
  return (
    <div className="shell">
      <Rail here={here} />
      <div className="page">
        <header className="bar">
          <h1>{title}</h1>
          {aside}
          <span className="sp" />
          {isTest ? <span className="tag test">Test mode</span> : null}
          <ThemeSwitch theme={theme} choose={chooseTheme} />
        </header>
        <main id="main">{children}</main>
      </div>
      <Foot {...props} />
    </div>
  );
}

function Rail({ here }: { here: Area }) {
  return (
    <nav className="rail" aria-label="Console">
      <Mark href="/console" />
      <ul>
        {areas.map(({ id, name, href }) => (
          <li key={id}>
            <a className="n" href={href} aria-current={id === here ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Foot({ operator, zone, leave }: Pick<ConsoleFrameProps, 'operator' | 'zone' | 'leave'>) {
  return (
    <footer className="foot-rail">
      <span>Times in {zone}</span>
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
