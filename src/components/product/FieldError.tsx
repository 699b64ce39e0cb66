/** What is wrong with a field, next to it and named by it. */
export function FieldError({ id, text }: { id: string; text: string | null }) {
  return text === null ? null : (
    <p className="field-error" id={id}>
      {text}
    </p>
  );
}
