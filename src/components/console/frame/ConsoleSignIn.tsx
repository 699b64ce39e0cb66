import { Mark } from '#components/ui/Mark.tsx';
import { type Role, roles } from '#domain/operator.ts';

type Act = (form: FormData) => Promise<void>;

type ConsoleSignInProps = {
  ways: { passwords: boolean; account: boolean; standIn: boolean };
  /** Where one goes on to. */
  wanted: string;
  problem: string | null;
  hasLeft: boolean;
  /** Whether the browser shall first ask again by itself. */
  goesOn: boolean;
  enterByPassword: Act;
  standIn: Act;
};

const problems: Readonly<Record<string, string>> = {
  refused: 'This name and this password do not belong together.',
  too_many_attempts: 'Too many tries. Wait 15 minutes, then try again.',
  unavailable: 'Nobody can be let in just now: the tries cannot be counted. Try again in a minute.',
};

/** The ways in to the console, and what went wrong with the last one. */
export function ConsoleSignIn(props: ConsoleSignInProps) {
  const { ways, wanted, problem, hasLeft, goesOn } = props;
  return (
    <div className="gate">
      {goesOn ? <meta httpEquiv="refresh" content={`0; url=${wanted}`} /> : null}
      <main id="main">
        <Mark href="/" />
        <h1>Sign in to the console</h1>
        {hasLeft && problem === null ? <p role="status">You are signed out.</p> : null}
        {problem === null ? null : <p role="alert">{problems[problem] ?? 'You were not let in.'}</p>}
        {ways.passwords ? <PasswordForm action={props.enterByPassword} wanted={wanted} /> : null}
        {ways.account ? <AccountWay wanted={wanted} /> : null}
        {ways.standIn ? <StandInForm action={props.standIn} wanted={wanted} /> : null}
      </main>
    </div>
  );
}

type FormProps = { action: Act; wanted: string };

function PasswordForm({ action, wanted }: FormProps) {
  return (
    <form className="frm" action={action}>
      <input type="hidden" name="to" value={wanted} />
      <label>
        Name
        <input
          className="inp"
          name="name"
          autoComplete="username"
          autoCapitalize="none"
          required
          maxLength={64}
        />
      </label>
      <label>
        Password
        <input className="inp" name="password" type="password" autoComplete="current-password" required />
      </label>
      <button className="btn-c go" type="submit">
        Sign in
      </button>
    </form>
  );
}

function AccountWay({ wanted }: { wanted: string }) {
  return (
    <div className="ways">
      <p>With an address on the list of people, sign in to the shop and come back.</p>
      <a className="btn-c" href="/account/sign-in">
        Sign in by e-mail
      </a>
      <a className="btn-c" href={wanted}>
        I am signed in
      </a>
    </div>
  );
}

const duties: Record<Role, string> = {
  viewer: 'looks',
  operator: 'looks and acts',
  admin: 'also erases and configures',
};

function StandInForm({ action, wanted }: FormProps) {
  return (
    <form className="ways" action={action}>
      <input type="hidden" name="to" value={wanted} />
      <p>This is the sandbox: nothing here is real, and everybody may choose who they are.</p>
      {roles.map((role) => (
        <button className="btn-c" key={role} type="submit" name="role" value={role}>
          Sign in as {role} <small>{duties[role]}</small>
        </button>
      ))}
    </form>
  );
}
