import type { ReactNode } from 'react';
import { Block } from '../ui/Block.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { type Mark, StatusMark } from '../ui/StatusMark.tsx';

export type SettingsFinding = {
  readonly area: string;
  readonly level: 'ok' | 'warn' | 'problem';
  readonly sentence: string;
  readonly advice?: string;
};

export type SettingsGroup = {
  readonly name: string;
  /** Of each variable its name, and the public beginning of its value; null where it is not set. */
  readonly variables: readonly { readonly name: string; readonly state: string | null }[];
};

const marks: Record<SettingsFinding['level'], { mark: Mark; word: string }> = {
  ok: { mark: 'ok', word: 'Works' },
  warn: { mark: 'wait', word: 'Look' },
  problem: { mark: 'bad', word: 'Problem' },
};

type SettingsViewProps = {
  /** How the reader likes the console. */
  looks: ReactNode;
  findings: readonly SettingsFinding[];
  groups: readonly SettingsGroup[];
};

/** What works and what does not, then which variables are set; no value of any is among it. */
export function SettingsView({ looks, findings, groups }: SettingsViewProps) {
  return (
    <>
      <Block title="What works">
        <Findings findings={findings} />
      </Block>
      <Block title="What is configured">
        <p className="mut">
          Settings are environment variables: they change with a deployment, and no secret is shown. Without a
          value a variable has its default; <code>.env.example</code> explains each.
        </p>
        <div className="groups">
          {groups.map(({ name, variables }) => (
            <VariableGroup key={name} name={name} variables={variables} />
          ))}
        </div>
      </Block>
      <Block title="How you see it">{looks}</Block>
    </>
  );
}

function Findings({ findings }: { findings: readonly SettingsFinding[] }) {
  const rows = findings.map(({ area, level, sentence, advice }, index) => ({
    id: `${area}-${index}`,
    href: null,
    cells: {
      state: <StatusMark mark={marks[level].mark}>{marks[level].word}</StatusMark>,
      area,
      sentence: (
        <>
          {sentence}
          {advice === undefined ? null : <span className="mut"> {advice}</span>}
        </>
      ),
    },
  }));
  return (
    <DataTable
      label="What works"
      columns={[
        { id: 'state', header: 'State' },
        { id: 'area', header: 'Part' },
        { id: 'sentence', header: 'What is the case' },
      ]}
      rows={rows}
    />
  );
}

function VariableGroup({ name, variables }: SettingsGroup) {
  return (
    <section aria-label={name}>
      <h3>{name}</h3>
      <dl>
        {variables.map(({ name: variable, state }) => (
          <div key={variable}>
            <dt className="mono">{variable}</dt>
            <dd>{state === null ? <span className="mut">not set</span> : state}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
