import { PrivacyView } from '#components/console/privacy/PrivacyView.tsx';
import { visitConsole } from '../console-door.ts';
import { ConsoleScreen } from '../console-screen.tsx';
import { countPerson, eraseFromConsole } from './actions.ts';

export const metadata = { title: 'Privacy' };

/** What is kept about somebody, as a file or not at all. The address travels in the body of a form, never in an address. */
export default async function PrivacyPage() {
  const visit = await visitConsole('admin');
  return (
    <ConsoleScreen visit={visit} here="privacy" title="Privacy">
      <PrivacyView exportAt="/console/privacy/export" count={countPerson} erase={eraseFromConsole} />
    </ConsoleScreen>
  );
}
