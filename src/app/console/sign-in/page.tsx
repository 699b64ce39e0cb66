import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { ConsoleSignIn } from '#components/console/frame/ConsoleSignIn.tsx';
import { consoleWays } from '#libs/auth/console/console-ways.ts';
import { loadEnv } from '#libs/Env.ts';
import { getContext } from '#server/request-context.ts';
import { consoleAddress } from '../console-address.ts';
import { operatorHere } from '../operator-here.ts';
import { enterByPassword, standIn } from './actions.ts';

export const metadata = { title: 'Sign in' };

/** The ways in that are configured; whoever is in already goes on. */
export default async function ConsoleSignInPage({ searchParams }: PageProps<'/console/sign-in'>) {
  const ways = consoleWays(loadEnv());
  if (ways === null) notFound();
  const { to, problem, bye } = await searchParams;
  const wanted = consoleAddress(to);
  if ((await operatorHere(getContext())).kind === 'signed_in') redirect(wanted);
  // A browser keeps a strict cookie to itself when another site's link led here, and sends it with our own next request.
  const isFromElsewhere = (await headers()).get('sec-fetch-site') === 'cross-site';
  return (
    <ConsoleSignIn
      ways={{ passwords: ways.passwords.length > 0, account: ways.listed.length > 0, standIn: ways.standIn }}
      wanted={wanted}
      problem={typeof problem === 'string' ? problem : null}
      hasLeft={bye !== undefined}
      goesOn={isFromElsewhere && to !== undefined}
      enterByPassword={enterByPassword}
      standIn={standIn}
    />
  );
}
