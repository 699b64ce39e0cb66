import { redirect } from 'next/navigation';
import { handleSignInLink } from '#app/actions/sign-in.ts';
import { notedEmail } from '#app/visitor.ts';
import { ReturnView } from '#components/account/ReturnView.tsx';
import { localePath } from '#libs/I18n.ts';
import { AccountScreen, accountMetadata, accountRequest } from '../../account-screen.tsx';

type Props = PageProps<'/[locale]/account/return'>;

export const dynamic = 'force-dynamic';

export const generateMetadata = ({ params }: Props) => accountMetadata(params, 'sign_in_title');

/** Where the link in the mail leads. */
export default async function ReturnPage({ params, searchParams }: Props) {
  const request = await accountRequest(params, searchParams);
  const { app, locale, query, problem } = request;
  const askHref = localePath(locale, '/account/sign-in');
  const oobCode = query('oobCode');
  if (oobCode === null) redirect(askHref);
  return (
    <AccountScreen request={request} here={`/account/return?oobCode=${encodeURIComponent(oobCode)}`}>
      <ReturnView
        oobCode={oobCode}
        email={await notedEmail(app)}
        problem={problem}
        askHref={askHref}
        signIn={handleSignInLink}
      />
    </AccountScreen>
  );
}
