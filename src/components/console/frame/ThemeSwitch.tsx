const themes = { system: 'System', light: 'Light', dark: 'Dark' } as const;

type ThemeSwitchProps = {
  theme: keyof typeof themes;
  choose: (form: FormData) => Promise<void>;
};

/** Light, dark, or as the system does; kept in the browser, and works without scripts. */
export function ThemeSwitch({ theme, choose }: ThemeSwitchProps) {
  return (
    <form action={choose}>
      <fieldset className="theme">
        <legend className="vh">Theme</legend>
        {Object.entries(themes).map(([value, word]) => (
          <button key={value} type="submit" name="theme" value={value} aria-pressed={value === theme}>
            {word}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
