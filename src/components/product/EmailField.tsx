import { FieldError } from './FieldError.tsx';

type EmailFieldProps = {
  value: string;
  texts: { email: string; emailOptional: string };
  error: string | null;
};

/** Optional: what is written here is filled in on the payment page, so nobody types it twice. */
export function EmailField({ value, texts, error }: EmailFieldProps) {
  return (
    <div className="email-row">
      <label htmlFor="email">
        <span className="lab">{texts.email}</span> <span className="note">{texts.emailOptional}</span>
      </label>
      <input
        id="email"
        name="email"
        type="email"
        autoComplete="email"
        inputMode="email"
        maxLength={254}
        placeholder="name@example.com"
        defaultValue={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? 'email-error' : undefined}
      />
      <FieldError id="email-error" text={error} />
    </div>
  );
}
