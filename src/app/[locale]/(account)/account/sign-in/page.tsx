import { handleSignIn } from '#app/actions/sign-in.ts';
import { notedEmail } from '#app/visitor.ts';
import { SignInView } from '#components/account/SignInView.tsx';
import { AccountScreen, accountMetadata, accountRequest } from '../../account-screen.tsx';

type Props = PageProps<'/[locale]/account/sign-in'>;

export const dynamic = 'force-dynamic';

export const generateMetadata = ({ params }: Props) => accountMetadata(params, 'sign_in_title');

/** Where a shopper says who they are; nothing on it depends on whether anybody knows them. */
export default async function SignInPage({ params, searchParams }: Props) {
  const request = await accountRequest(params, searchParams);
  const { app, identity, query, problem } = request;
  const moment = query('sent') ? 'link_sent' : query('bye') ? 'signed_out' : 'asked';
  return (
    <AccountScreen request={request} here="/account/sign-in">
      <SignInView
        entrance={identity.entrance.kind}
        moment={moment}
        email={await notedEmail(app)}
        problem={problem}
        signIn={handleSignIn}
      />
    </AccountScreen>
  );
}
