type Act = (form: FormData) => Promise<void>;

type LookFormsProps = { density: 'compact' | 'roomy'; areKeysOn: boolean; choose: Act };

const options = {
  density: { title: 'Rows', values: { compact: 'Compact', roomy: 'Roomy' } },
  keys: { title: 'Single keys', values: { on: 'On', off: 'Off' } },
} as const;

/** How somebody likes the console, kept in their browser. */
export function LookForms({ density, areKeysOn, choose }: LookFormsProps) {
  const current = { density, keys: areKeysOn ? 'on' : 'off' };
  return (
    <form action={choose} className="looks">
      {Object.entries(options).map(([part, { title, values }]) => (
        <fieldset key={part} className="theme">
          <legend>{title}</legend>
          {Object.entries(values).map(([value, word]) => (
            <button
              key={value}
              type="submit"
              name={part}
              value={value}
              aria-pressed={value === current[part as keyof typeof current]}
            >
              {word}
            </button>
          ))}
        </fieldset>
      ))}
    </form>
  );
}
