export const consentKinds = ['marketing', 'analytics'] as const;
export type ConsentKind = (typeof consentKinds)[number];

/** What a shopper agreed to on our page: which text stood there, and when. */
export type GivenConsent = {
  readonly kind: ConsentKind;
  /** The version of the text, such as `marketing-1`; a changed wording is another version. */
  readonly text: string;
  readonly at: Date;
};

/** What is known of a buyer's consents; null where nobody was asked. */
export type Consent = {
  readonly marketing: boolean | null;
  readonly terms: boolean | null;
  /** The evidence for those given in the shop; those given on the payment page are the provider's to prove. */
  readonly given?: readonly {
    readonly kind: ConsentKind;
    readonly text: string;
    /** ISO 8601, UTC. */
    readonly at: string;
    readonly source: 'shop';
  }[];
};

const textForm = /^[a-z]+-\d{1,6}$/;

/** Whether a version has the form of one, whoever sent it. */
export const isConsentText = (text: string): boolean => textForm.test(text);

/** The consents as flat text, to travel with the payment. */
export const consentFields = (given: readonly GivenConsent[]): Record<string, string> =>
  Object.fromEntries(given.map(({ kind, text, at }) => [`consent_${kind}`, `${text} ${at.toISOString()}`]));

/** Reads them back; what is not of our form is left out. */
export function readConsents(fields: Readonly<Record<string, unknown>>): readonly GivenConsent[] {
  return consentKinds.flatMap((kind) => {
    const field = fields[`consent_${kind}`];
    const [text = '', moment = ''] = typeof field === 'string' ? field.split(' ') : [];
    const at = new Date(moment);
    return isConsentText(text) && !Number.isNaN(at.getTime()) ? [{ kind, text, at }] : [];
  });
}

/** What the payment page asked, together with what was given in the shop. */
export function mergeConsents(asked: Consent | null, given: readonly GivenConsent[]): Consent | null {
  if (given.length === 0) return asked;
  const marketing = given.some(({ kind }) => kind === 'marketing') || (asked?.marketing ?? null);
  return {
    marketing,
    terms: asked?.terms ?? null,
    given: given.map(({ kind, text, at }) => ({ kind, text, at: at.toISOString(), source: 'shop' })),
  };
}
