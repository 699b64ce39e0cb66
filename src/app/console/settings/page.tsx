import { LookForms } from '#components/console/frame/LookForms.tsx';
import { SettingsView } from '#components/console/settings/SettingsView.tsx';
import { describeVariables, loadEnv } from '#libs/Env.ts';
import { variableGroup } from '#libs/variable-groups.ts';
import { diagnosisSubject } from '#server/diagnosis-subject.ts';
import { examineSettings } from '#services/console/queries/examine-settings.ts';
import { visitConsole } from '../console-door.ts';
import { ConsoleScreen } from '../console-screen.tsx';
import { chooseLook } from '../frame-actions.ts';

export const metadata = { title: 'Settings' };

/** What is configured, and what is not; never a secret. */
export default async function SettingsPage() {
  const visit = await visitConsole();
  const findings = await examineSettings(diagnosisSubject(visit.app, loadEnv()), visit.operator);
  const groups = Map.groupBy(describeVariables(), ({ name }) => variableGroup(name));
  return (
    <ConsoleScreen visit={visit} here="settings" title="Settings">
      <SettingsView
        looks={<LookForms density={visit.look.density} areKeysOn={visit.look.keys} choose={chooseLook} />}
        findings={findings}
        groups={[...groups].map(([name, variables]) => ({
          name,
          variables: variables.map(({ name, set, form }) => ({ name, state: set ? (form ?? 'set') : null })),
        }))}
      />
    </ConsoleScreen>
  );
}
